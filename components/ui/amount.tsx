import { currentLocale } from "#messages/server.ts";
import { formatCents } from "./format.ts";

/** Integer cents as euros in the reader's language, isolated from the text around. `exact` keeps the cents of whole euros. */
export async function Amount({
  cents,
  exact = false,
  className,
}: {
  cents: number;
  exact?: boolean;
  className?: string;
}) {
  const { lang } = await currentLocale();
  return (
    <bdi className={className ? `amount ${className}` : "amount"}>{formatCents(cents, lang, exact)}</bdi>
  );
}
