import type { ReactNode } from "react";
import { Receipt, type ReceiptRow } from "./receipt.tsx";

/**
 * The last look before an act that cannot be undone: what will happen, in rows, then the act and the way back. Put it inside the
 * `Form` that does it; `confirm` is its SubmitButton, `cancel` a link.
 */
export function ConfirmPanel({
  title,
  rows,
  confirm,
  cancel,
  children,
}: {
  title: ReactNode;
  rows?: readonly ReceiptRow[];
  confirm: ReactNode;
  cancel: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Receipt
      title={title}
      rows={rows}
      actions={
        <>
          {confirm}
          {cancel}
        </>
      }
    >
      {children}
    </Receipt>
  );
}
