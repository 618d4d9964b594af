"use client";

import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useField } from "#components/ui/action-form.tsx";
import { CodeField } from "#components/ui/fields.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { inGroups } from "#server/voting/crockford.ts";

/** An initiative as the ballot shows it; the words are ready in the reader's language. */
export type BallotChoice = {
  number: number;
  title: string;
  amount: ReactNode;
  by: string | null;
  summary: string;
};

/** The words of the ballot. `chosen[n]` says that n are ticked. */
export type BallotStrings = Record<
  | "rule"
  | "order"
  | "legend"
  | "asked"
  | "more"
  | "check"
  | "barChoose"
  | "barIdentify"
  | "recapTitle"
  | "recapChosen"
  | "blank"
  | "code"
  | "codeHint"
  | "codeWhy"
  | "change"
  | "cast"
  | "sealing"
  | "receiptTitle"
  | "receiptHeading"
  | "receiptState"
  | "receiptLead"
  | "replaced"
  | "tracker"
  | "poll"
  | "pollName"
  | "rank"
  | "sealed"
  | "sealedBy"
  | "manifest"
  | "qr"
  | "list"
  | "print"
  | "changeMind",
  string
> & { chosen: readonly string[] };

type Props = {
  title: string;
  choices: readonly BallotChoice[];
  strings: BallotStrings;
  manifestHash: string;
  /** The public list of receipts, in the reader's language; the QR adds the site's own address. */
  listHref: string;
  origin: string;
};

/**
 * The three steps of a vote inside one form: choose, check and identify, keep the receipt. The server says which step comes next,
 * so that they are the same without script; what was chosen travels in the form itself and is kept nowhere else.
 */
export function BallotSteps(props: Props) {
  const { text: step } = useField("step");
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
  }, []);
  const Step = step === "receipt" ? KeepReceipt : step === "recap" ? Check : Choose;
  return <Step {...props} isShown={isShown} />;
}

/** `isShown`: the page stands already, so that a new step must take the focus to its title. */
type StepProps = Props & { isShown: RefObject<boolean> };

function StepTitle({ isShown, children }: { isShown: RefObject<boolean>; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isShown.current) return;
    title.current?.focus();
    title.current?.scrollIntoView({ block: "start" });
  }, [isShown]);
  return (
    <h1 ref={title} tabIndex={-1}>
      {children}
    </h1>
  );
}

function Choose({ title, choices, strings, isShown }: StepProps) {
  const { list: ticked, id, problems } = useField("choices");
  const { text: order } = useField("order");
  const [count, setCount] = useState(ticked.length);
  const numbers = order.split(",").map(Number);
  const inOrder = [...choices].sort((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number));
  return (
    <>
      <StepTitle isShown={isShown}>{title}</StepTitle>
      <p className="lead">{strings.rule}</p>
      <p className="text-slate">{strings.order}</p>
      <input type="hidden" name="order" value={order} />
      <fieldset
        className="min-w-0"
        onChange={(event) =>
          setCount(event.currentTarget.querySelectorAll('input[name="choices"]:checked').length)
        }
      >
        <legend className="sr-only">{strings.legend}</legend>
        {problems.length > 0 && (
          <p className="problem mb-3" id={`${id}-problem`}>
            <Icon name="stop" />
            <span>{problems.join(" ")}</span>
          </p>
        )}
        <div className="grid gap-4">
          {inOrder.map(({ number, title: name, amount, by, summary }, index) => (
            <div key={number} className="ballot-card">
              <label htmlFor={index === 0 ? id : `${id}-${number}`}>
                <input
                  id={index === 0 ? id : `${id}-${number}`}
                  type="checkbox"
                  name="choices"
                  value={number}
                  defaultChecked={ticked.includes(String(number))}
                  aria-describedby={problems.length > 0 ? `${id}-problem` : undefined}
                />
                <span>
                  <span className="ballot-number">{number}.</span> <strong dir="auto">{name}</strong>
                </span>
              </label>
              <p>
                {strings.asked} {amount}
              </p>
              {by && <p className="text-slate">{by}</p>}
              {summary && (
                <details>
                  <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
                    {strings.more}
                    <span className="sr-only"> : {name}</span>
                  </summary>
                  <p className="mt-1 max-w-measure whitespace-pre-line" dir="auto">
                    {summary}
                  </p>
                </details>
              )}
            </div>
          ))}
        </div>
      </fieldset>
      <Bar status={strings.barChoose} count={strings.chosen[count] ?? ""}>
        <SubmitButton name="intent" value="check" icon="forward">
          {strings.check}
        </SubmitButton>
      </Bar>
    </>
  );
}

function Check({ choices, strings, isShown }: StepProps) {
  const { list: ticked } = useField("choices");
  const { text: order } = useField("order");
  const chosen = choices.filter(({ number }) => ticked.includes(String(number)));
  return (
    <>
      <StepTitle isShown={isShown}>{strings.recapTitle}</StepTitle>
      <input type="hidden" name="order" value={order} />
      {chosen.map(({ number }) => (
        <input key={number} type="hidden" name="choices" value={number} />
      ))}
      <section aria-labelledby="votre-choix">
        <h2 id="votre-choix">{strings.recapChosen}</h2>
        {chosen.length === 0 ? (
          <p className="mt-3">{strings.blank}</p>
        ) : (
          <ul className="mt-3 grid gap-2">
            {chosen.map(({ number, title, amount }) => (
              <li
                key={number}
                className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line-strong py-2"
              >
                <span>
                  <span className="ballot-number">{number}.</span> <strong dir="auto">{title}</strong>
                </span>
                <span>{amount}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <CodeField name="code" label={strings.code} hint={strings.codeHint} why={strings.codeWhy} />
      <p className="text-slate">{strings.sealing}</p>
      <Bar status={strings.barIdentify} count={strings.chosen[chosen.length] ?? ""}>
        <SubmitButton kind="vote" name="intent" value="cast" icon="ballot">
          {strings.cast}
        </SubmitButton>
        <SubmitButton kind="quiet" name="intent" value="change">
          {strings.change}
        </SubmitButton>
      </Bar>
    </>
  );
}

function KeepReceipt({ strings, isShown, manifestHash, listHref, origin }: StepProps) {
  const { text: tracker } = useField("tracker");
  const { text: rank } = useField("rank");
  const line = `${listHref}#${tracker}`;
  return (
    <>
      <StepTitle isShown={isShown}>{strings.receiptTitle}</StepTitle>
      <p className="lead">{strings.receiptLead}</p>
      <Receipt
        level={2}
        number={strings.pollName}
        title={strings.receiptHeading}
        state={<Tag tone="done">{strings.receiptState}</Tag>}
        rows={[
          { label: strings.rank, value: rank },
          { label: strings.sealed, value: strings.sealedBy },
          { label: strings.manifest, value: <span className="hash">{manifestHash}</span> },
          {
            label: strings.tracker,
            value: (
              <bdi dir="ltr" className="tracker">
                {inGroups(tracker)}
              </bdi>
            ),
            total: true,
          },
        ]}
        qr={{ text: `${origin}${line}`, label: strings.qr }}
      >
        {rank !== "1" && <p>{strings.replaced}</p>}
      </Receipt>
      <p className="hint">{strings.qr}</p>
      <p>
        {strings.print} {strings.changeMind}
      </p>
      <div className="actions no-print">
        <a className="button button-second" href={line}>
          {strings.list}
        </a>
      </div>
    </>
  );
}

/** Whether the vote counts yet, what is left to do, and the next step. */
function Bar({ status, count, children }: { status: string; count: string; children: ReactNode }) {
  return (
    <div className="ballot-bar">
      <div>
        <p>{status}</p>
        <p aria-live="polite">{count}</p>
      </div>
      <div className="actions">{children}</div>
    </div>
  );
}
