import type { ReactNode } from "react";
import { Qr } from "./qr.tsx";

/** One line of a receipt; `total` is the last one, under an ink line. */
export type ReceiptRow = { label: string; value: ReactNode; total?: boolean };

/**
 * The slip that every application, decision, vote, payment and ledger line is: a number, a state, rows, an amount at the right.
 * `level` is the heading level of its title; `qr` prints an address (or a code) that leads back to it, `actions` what one may do with it.
 */
export function Receipt({
  number,
  title,
  level = 2,
  state,
  rows = [],
  qr,
  actions,
  children,
}: {
  number?: ReactNode;
  title: ReactNode;
  level?: 1 | 2 | 3 | 4;
  state?: ReactNode;
  rows?: readonly ReceiptRow[];
  qr?: { text: string; label: string };
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <article className="receipt">
      {(number || state) && (
        <div className="receipt-head mb-2">
          {number ? <p className="receipt-number">{number}</p> : <span />}
          {state}
        </div>
      )}
      <Heading className="receipt-title">{title}</Heading>
      {children && <div className="mt-2">{children}</div>}
      {rows.length > 0 && (
        <dl className="receipt-rows mt-4">
          {rows.map(({ label, value, total }) => (
            <div key={label} className={total ? "receipt-total" : undefined}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {qr && (
        <div className="mt-4 flex justify-end">
          <Qr text={qr.text} label={qr.label} />
        </div>
      )}
      {actions && <div className="actions mt-5 mb-2">{actions}</div>}
    </article>
  );
}
