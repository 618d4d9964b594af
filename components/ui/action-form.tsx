"use client";

import {
  createContext,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { ErrorSummary } from "./error-summary.tsx";
import { type FormAction, type FormState, KEY_FIELD, listOf, textOf } from "./form-state.ts";

/** The words that fields share, in the reader's language. */
export type FormStrings = Record<
  | "summaryTitle"
  | "errorPrefix"
  | "errorWord"
  | "optional"
  | "why"
  | "day"
  | "month"
  | "year"
  | "charactersMax"
  | "charactersLeft"
  | "charactersOver",
  string
>;

type FormContent = { id: string; state: FormState; strings: FormStrings; language: string };

const Content = createContext<FormContent | null>(null);

function useForm(): FormContent {
  const content = useContext(Content);
  if (content === null) throw new Error("a field must stand inside a Form");
  return content;
}

/** What a field shows: its ids, what was typed, what is wrong. */
export function useField(name: string) {
  const { id: formId, state, strings, language } = useForm();
  return {
    id: fieldId(formId, name),
    text: textOf(state.values, name),
    list: listOf(state.values, name),
    values: state.values,
    problems: state.problems.filter((problem) => problem.field === name).map((problem) => problem.message),
    strings,
    language,
  };
}

function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** The part of `Form` that runs in the browser; pages use `Form`. */
export function ActionForm({
  action,
  id,
  initial,
  submissionKey,
  strings,
  language,
  children,
}: {
  action: FormAction;
  id: string;
  initial: FormState;
  submissionKey: string;
  strings: FormStrings;
  language: string;
  children: ReactNode;
}) {
  const [state, submit] = useActionState(action, initial);
  const [key, setKey] = useState(submissionKey);
  const summary = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // An answer has come: what is sent next is another submission. Until then a second click repeats the first.
    setKey(freshKey());
    if (state.problems.length === 0) return;
    summary.current?.focus();
    if (!document.title.startsWith(strings.errorPrefix))
      document.title = strings.errorPrefix + document.title;
  }, [state, strings.errorPrefix]);

  return (
    <Content value={{ id, state, strings, language }}>
      <form action={submit} id={id} noValidate className="fields">
        {state.problems.length > 0 && (
          <ErrorSummary
            ref={summary}
            title={strings.summaryTitle}
            titlePrefix={strings.errorPrefix}
            problems={state.problems}
            idOf={(field) => fieldId(id, field)}
          />
        )}
        <input type="hidden" name={KEY_FIELD} value={key} />
        {children}
      </form>
    </Content>
  );
}
