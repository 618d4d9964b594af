import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CiteArticlePage } from "../cite-article.tsx";
import type { SentFileProps } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.refuse");
  return { title: t("title") };
}

export default function RefusePage({ params }: SentFileProps) {
  return <CiteArticlePage act="refuse" params={params} />;
}
