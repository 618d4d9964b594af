"use client";

import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";

/** Prints the page. Until (and without) script it says how to, instead of being a button that does nothing. */
export function PrintButton({ label, hint }: { label: string; hint: string }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready ? (
    <button type="button" className="button button-second no-print" onClick={() => window.print()}>
      <Icon name="print" /> {label}
    </button>
  ) : (
    <p className="hint no-print flex min-h-12 items-center gap-2">
      <Icon name="print" /> {hint}
    </p>
  );
}
