import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";

/** The hash of everything frozen at the opening, on every page of a vote: whoever notes it can tell later that nothing moved. */
export async function ManifestHash({ hash }: { hash: string }) {
  const t = await getTranslations("voting.home");
  return (
    <section aria-labelledby="empreinte" className="border-t-2 border-line-strong pt-4">
      <h2 id="empreinte" className="text-h4">
        {t("manifest")}
      </h2>
      <p className="mt-1">{t("manifestText")}</p>
      <p className="hash mt-2" dir="ltr">
        {hash}
      </p>
      <p className="mt-1">
        <Link href="/voter/manifeste">{t("manifestLink")}</Link>
      </p>
    </section>
  );
}
