"use client";

import { useField } from "#components/ui/action-form.tsx";

/** The version that the form has seen, sent back with what was typed: so nobody wipes out unseen what another has written. */
export function SeenVersion() {
  const { text } = useField("seenAt");
  return <input type="hidden" name="seenAt" value={text} />;
}

/** When another version was saved meanwhile: that one, in full, above the field where one's own still is. */
export function TheirVersion({ title, advice }: { title: string; advice: string }) {
  const { text } = useField("theirs");
  if (text === "") return null;
  return (
    <section className="border-warning bg-surface border-2 p-4" aria-label={title}>
      <p className="font-bold">{title}</p>
      <p dir="auto" className="mt-2 whitespace-pre-line">
        {text}
      </p>
      <p className="text-slate mt-3">{advice}</p>
    </section>
  );
}

/** The code just made: shown once, by the answer to the form that made it. */
export function FreshCode({ title, advice }: { title: string; advice: string }) {
  const { text } = useField("code");
  const until = useField("until").text;
  if (text === "") return null;
  return (
    <div className="receipt" role="status">
      <p className="font-bold">{title}</p>
      <p className="amount text-h3 mt-2 font-bold" dir="ltr">
        {text}
      </p>
      <p className="text-slate mt-2">{advice.replace("#", until)}</p>
    </div>
  );
}
