import { getTranslations } from "next-intl/server";
import { formatCents, formatShare } from "#components/ui/format.ts";
import { currentLocale } from "#messages/server.ts";
import { ACCOUNTS, type Balance } from "#server/ledger/model.ts";
import { onAccount } from "#server/ledger/rules.ts";

/** Where a euro can stand, in the order of its way; each has a ground that tells it apart without colour. */
const PLACES = ACCOUNTS.filter((account) => account !== "endowment");
const GROUNDS = {
  available: "fill-surface",
  committed: "fill-[url(#ground-committed)]",
  ordered: "fill-[url(#ground-ordered)]",
  paid: "fill-fir",
} as const;

/** The length of the whole bar in units of its drawing. */
const LENGTH = 1_000;

/** Grounds of the bar and of its key: dots for what is promised, stripes for what is ordered. */
function Grounds() {
  return (
    <defs>
      <pattern id="ground-committed" width="10" height="10" patternUnits="userSpaceOnUse">
        <rect width="10" height="10" className="fill-mirabelle-pale" />
        <circle cx="5" cy="5" r="2" className="fill-ink" />
      </pattern>
      <pattern
        id="ground-ordered"
        width="10"
        height="10"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="10" height="10" className="fill-mirabelle" />
        <rect width="4" height="10" className="fill-ink" />
      </pattern>
    </defs>
  );
}

/** A part that is there is seen, however small: this many units at least, taken from the longest. */
const SHORTEST = 8;

/** Where each part of the bar starts and how long it is; parts of nothing are left out. */
function lengths(balance: Balance) {
  const parts = PLACES.map((place) => ({ place, cents: onAccount(balance, place) }))
    .filter(({ cents }) => cents > 0)
    .map((part) => ({ ...part, width: Math.max(SHORTEST, (part.cents / balance.endowmentCents) * LENGTH) }));
  const excess = parts.reduce((sum, { width }) => sum + width, 0) - LENGTH;
  const longest = parts.reduce((best, part) => Math.max(best, part.width), 0);
  let from = 0;
  return parts.map(({ place, width }) => {
    const part = { place, from, width: width === longest ? width - excess : width };
    from += part.width;
    return part;
  });
}

function Bar({ balance, label }: { balance: Balance; label: string }) {
  const parts = lengths(balance);
  return (
    <svg
      viewBox={`-2 -2 ${LENGTH + 4} 52`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className="h-12 w-full rtl:-scale-x-100"
    >
      <Grounds />
      {parts.map(({ place, from, width }) => (
        <rect
          key={place}
          x={from}
          y="0"
          width={width}
          height="48"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
          className={`${GROUNDS[place]} stroke-ink`}
        />
      ))}
    </svg>
  );
}

function Swatch({ place }: { place: keyof typeof GROUNDS }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="flex-none translate-y-0.5">
      <rect x="1" y="1" width="18" height="18" strokeWidth="2" className={`${GROUNDS[place]} stroke-ink`} />
    </svg>
  );
}

/** A share in words that never rounds something to nothing: `< 0,1 %`. */
function shareText(cents: number, ofCents: number, lang: string): string {
  const isTiny = cents > 0 && cents * 1_000 < ofCents;
  return isTiny ? `< ${formatShare(1, 1_000, lang)}` : formatShare(cents, ofCents, lang);
}

/** The equation of the accounts as a receipt: endowment = available + committed + ordered + paid, with its bar and in words. */
export async function Equation({ balance, title }: { balance: Balance; title: string }) {
  const [t, { lang }] = await Promise.all([getTranslations("ledger"), currentLocale()]);
  const euros = (cents: number) => formatCents(cents, lang, true);
  const label = t("page.barText", {
    endowment: euros(balance.endowmentCents),
    available: euros(balance.availableCents),
    committed: euros(balance.committedCents),
    ordered: euros(balance.orderedCents),
    paid: euros(balance.paidCents),
  });
  return (
    <article className="receipt">
      <h2 className="receipt-title">{title}</h2>
      <p className="mt-3 flex flex-wrap items-baseline justify-between gap-x-6">
        <span>
          <span className="font-bold">{t("accounts.endowment")}</span>{" "}
          <span className="text-slate">{t("meaning.endowment")}</span>
        </span>
        <bdi className="amount text-h2 font-black">{euros(balance.endowmentCents)}</bdi>
      </p>
      <div className="mt-3">
        <Bar balance={balance} label={label} />
      </div>
      <dl className="mt-3">
        {PLACES.map((place, index) => (
          <div
            key={place}
            className="flex flex-wrap items-baseline justify-between gap-x-6 border-t border-dashed border-line-strong py-2"
          >
            <dt className="flex min-w-0 items-baseline gap-2">
              <span aria-hidden="true" className="w-4 flex-none font-figure font-bold">
                {index === 0 ? "=" : "+"}
              </span>
              <Swatch place={place} />
              <span>
                <span className="font-bold">{t(`accounts.${place}`)}</span>{" "}
                <span className="text-slate">{t(`meaning.${place}`)}</span>
              </span>
            </dt>
            <dd className="ms-auto text-end">
              <bdi className="amount font-bold">{euros(onAccount(balance, place))}</bdi>{" "}
              <bdi className="amount text-slate">
                {shareText(onAccount(balance, place), balance.endowmentCents, lang)}
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
