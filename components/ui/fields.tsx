"use client";

import { type HTMLInputAutoCompleteAttribute, type ReactNode, useState } from "react";
import { useField } from "./action-form.tsx";
import { textOf } from "./form-state.ts";
import { Icon } from "./icon.tsx";

/**
 * What every field takes. `page` makes the label the page's title: one question per page. `why` unfolds why it is asked; each
 * question about a person has one. Fields are never asked to be filled by an asterisk: those that may stay empty say so.
 */
export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  why?: ReactNode;
  optional?: boolean;
  page?: boolean;
};

type Parts = ReturnType<typeof useField>;

const hintId = (id: string) => `${id}-hint`;
const problemId = (id: string) => `${id}-problem`;

/** The attributes that tie a control to its hint and its error. */
function described({ id, problems }: Parts, hint: ReactNode) {
  return {
    "aria-describedby":
      [hint ? hintId(id) : "", problems.length > 0 ? problemId(id) : ""].filter(Boolean).join(" ") ||
      undefined,
    "aria-invalid": problems.length > 0 || undefined,
  } as const;
}

function Label({ parts, label, optional, page }: FieldProps & { parts: Parts }) {
  const text = (
    <>
      {label}
      {optional && <span className="optional"> {parts.strings.optional}</span>}
    </>
  );
  return page ? <h1 className="label-page">{text}</h1> : text;
}

function Guidance({ parts, hint, why }: { parts: Parts; hint?: ReactNode; why?: ReactNode }) {
  return (
    <>
      {hint && (
        <div className="hint" id={hintId(parts.id)}>
          {hint}
        </div>
      )}
      {why && (
        <details className="hint">
          <summary className="inline-flex min-h-6 underline underline-offset-4">{parts.strings.why}</summary>
          <div className="mt-1 mb-2">{why}</div>
        </details>
      )}
      {parts.problems.length > 0 && (
        <div className="problem" id={problemId(parts.id)}>
          <Icon name="stop" />
          <p>
            <span className="sr-only">{parts.strings.errorWord} </span>
            {parts.problems.join(" ")}
          </p>
        </div>
      )}
    </>
  );
}

/** One control under one label. */
function Field(props: FieldProps & { parts: Parts; children: ReactNode }) {
  const { parts } = props;
  return (
    <div className={parts.problems.length > 0 ? "field field-wrong" : "field"}>
      <label htmlFor={parts.id} className="label">
        <Label {...props} />
      </label>
      <Guidance parts={parts} hint={props.hint} why={props.why} />
      {props.children}
    </div>
  );
}

/** Several controls under one legend. */
function Group(props: FieldProps & { parts: Parts; children: ReactNode }) {
  const { parts } = props;
  return (
    <fieldset
      className={parts.problems.length > 0 ? "field field-wrong" : "field"}
      aria-describedby={described(parts, props.hint)["aria-describedby"]}
    >
      <legend className="label mb-1.5">
        <Label {...props} />
      </legend>
      <Guidance parts={parts} hint={props.hint} why={props.why} />
      {props.children}
    </fieldset>
  );
}

type Width = "short" | "medium" | "full";
const inputClass = (width: Width = "full") => (width === "full" ? "input" : `input input-${width}`);

/** One line of text. `type` and `autoComplete` as browsers know them; nothing is checked before it is sent. */
export function TextField({
  type = "text",
  autoComplete,
  inputMode,
  width,
  lang,
  ...field
}: FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "search" | "password";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | "url";
  width?: Width;
  lang?: string;
}) {
  const parts = useField(field.name);
  return (
    <Field {...field} parts={parts}>
      <input
        id={parts.id}
        name={field.name}
        type={type}
        autoComplete={autoComplete}
        inputMode={inputMode}
        lang={lang}
        dir={type === "text" || type === "search" ? "auto" : undefined}
        spellCheck={type === "text" ? undefined : false}
        defaultValue={parts.text}
        className={inputClass(width)}
        {...described(parts, field.hint)}
      />
    </Field>
  );
}

/** Several lines of text. With `maxCharacters`, a count; one may write beyond it, and is told before sending. */
export function TextArea({
  rows = 5,
  maxCharacters,
  ...field
}: FieldProps & { rows?: number; maxCharacters?: number }) {
  const parts = useField(field.name);
  const [length, setLength] = useState<number | null>(null);
  const countId = `${parts.id}-count`;
  const tied = described(parts, field.hint);
  const format = (count: number) => new Intl.NumberFormat(parts.language).format(count);
  let count: string | null = null;
  if (maxCharacters !== undefined) {
    if (length === null) count = parts.strings.charactersMax.replace("#", format(maxCharacters));
    else if (length <= maxCharacters) {
      count = parts.strings.charactersLeft.replace("#", format(maxCharacters - length));
    } else count = parts.strings.charactersOver.replace("#", format(length - maxCharacters));
  }
  return (
    <Field {...field} parts={parts}>
      <textarea
        id={parts.id}
        name={field.name}
        rows={rows}
        dir="auto"
        defaultValue={parts.text}
        onInput={
          maxCharacters === undefined ? undefined : (event) => setLength(event.currentTarget.value.length)
        }
        className="input"
        {...tied}
        aria-describedby={
          [tied["aria-describedby"], count ? countId : ""].filter(Boolean).join(" ") || undefined
        }
      />
      {count && (
        <p className="hint" id={countId}>
          {count}
        </p>
      )}
    </Field>
  );
}

export type Option = { value: string; label: ReactNode; hint?: ReactNode };

function Choice({
  id,
  name,
  type,
  option,
  checked,
  invalid,
}: {
  id: string;
  name: string;
  type: "radio" | "checkbox";
  option: Option;
  checked: boolean;
  invalid: boolean;
}) {
  return (
    <label className="choice" htmlFor={id}>
      <input
        id={id}
        name={name}
        type={type}
        value={option.value}
        defaultChecked={checked}
        aria-describedby={option.hint ? hintId(id) : undefined}
        aria-invalid={invalid || undefined}
      />
      <span>{option.label}</span>
      {option.hint && (
        <span className="hint" id={hintId(id)}>
          {option.hint}
        </span>
      )}
    </label>
  );
}

function Choices({
  type,
  options,
  inline,
  ...field
}: FieldProps & { type: "radio" | "checkbox"; options: readonly Option[]; inline?: boolean }) {
  const parts = useField(field.name);
  return (
    <Group {...field} parts={parts}>
      <div className={inline ? "choices choices-row" : "choices"}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            // The summary leads to the first choice: it bears the id of the field.
            id={index === 0 ? parts.id : `${parts.id}-${option.value}`}
            name={field.name}
            type={type}
            option={option}
            checked={parts.list.includes(option.value)}
            invalid={parts.problems.length > 0}
          />
        ))}
      </div>
    </Group>
  );
}

/** One choice among a few. `inline` puts short ones (yes, no) side by side. */
export function Radios(props: FieldProps & { options: readonly Option[]; inline?: boolean }) {
  return <Choices type="radio" {...props} />;
}

/** Any number of choices; read them with `listOf(values, name)`. */
export function Checkboxes(props: FieldProps & { options: readonly Option[]; inline?: boolean }) {
  return <Choices type="checkbox" {...props} />;
}

/** One statement to agree to; sends `value` ("on") when ticked. */
export function Checkbox({ value = "on", ...field }: Omit<FieldProps, "page"> & { value?: string }) {
  const parts = useField(field.name);
  return (
    <div className={parts.problems.length > 0 ? "field field-wrong" : "field"}>
      <Guidance parts={parts} why={field.why} />
      <div className="choices">
        <label className="choice" htmlFor={parts.id}>
          <input
            id={parts.id}
            name={field.name}
            type="checkbox"
            value={value}
            defaultChecked={parts.list.includes(value)}
            {...described(parts, field.hint)}
          />
          <span>
            <Label {...field} parts={parts} />
          </span>
          {field.hint && (
            <span className="hint" id={hintId(parts.id)}>
              {field.hint}
            </span>
          )}
        </label>
      </div>
    </div>
  );
}

/** A list to pick from, for more than seven choices; for fewer, Radios. `empty` is the line that stands for no choice. */
export function Select({
  options,
  empty,
  ...field
}: FieldProps & { options: readonly { value: string; label: string }[]; empty?: string }) {
  const parts = useField(field.name);
  return (
    <Field {...field} parts={parts}>
      <select
        // React does not carry a new default into a list that is already there: a new answer makes a new list.
        key={parts.text}
        id={parts.id}
        name={field.name}
        defaultValue={parts.text}
        className="input"
        {...described(parts, field.hint)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Day, month and year in three boxes; the month may be a number or a name. Read it with `readDate(values, name)`. */
export function DateField({ birth, ...field }: FieldProps & { birth?: boolean }) {
  const parts = useField(field.name);
  const boxes = [
    { part: "day", label: parts.strings.day, mode: "numeric", auto: "bday-day" },
    { part: "month", label: parts.strings.month, mode: undefined, auto: "bday-month" },
    { part: "year", label: parts.strings.year, mode: "numeric", auto: "bday-year" },
  ] as const;
  return (
    <Group {...field} parts={parts}>
      <div className="date-parts">
        {boxes.map(({ part, label, mode, auto }, index) => {
          const id = index === 0 ? parts.id : `${parts.id}-${part}`;
          return (
            <div key={part}>
              <label htmlFor={id}>{label}</label>
              <input
                id={id}
                name={`${field.name}.${part}`}
                inputMode={mode}
                autoComplete={birth ? auto : "off"}
                defaultValue={textOf(parts.values, `${field.name}.${part}`)}
                className={`input input-${part}`}
                aria-invalid={parts.problems.length > 0 || undefined}
              />
            </div>
          );
        })}
      </div>
    </Group>
  );
}

/** An amount in euros as people write it: `1 500,50`. Read it with `parseEuros` of the kernel. */
export function MoneyField(field: FieldProps) {
  const parts = useField(field.name);
  return (
    <Field {...field} parts={parts}>
      <div className="input-money">
        <input
          id={parts.id}
          name={field.name}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          defaultValue={parts.text}
          className="input"
          {...described(parts, field.hint)}
        />
        <span aria-hidden="true">€</span>
      </div>
    </Field>
  );
}

/** A code from a letter, a message or a receipt; it may be pasted, with any spaces. `oneTime` lets the phone offer the one just received. */
export function CodeField({
  oneTime,
  numeric,
  ...field
}: FieldProps & { oneTime?: boolean; numeric?: boolean }) {
  const parts = useField(field.name);
  return (
    <Field {...field} parts={parts}>
      <input
        id={parts.id}
        name={field.name}
        inputMode={numeric ? "numeric" : "text"}
        autoComplete={oneTime ? "one-time-code" : "off"}
        autoCapitalize="characters"
        spellCheck={false}
        dir="ltr"
        defaultValue={parts.text}
        className="input input-code"
        {...described(parts, field.hint)}
      />
    </Field>
  );
}

/** A file or a photo. `hint` says kinds and size before one chooses; browsers never keep a file, so ask for it alone on its page. */
export function FileField({
  accept,
  multiple,
  ...field
}: FieldProps & { accept: string; multiple?: boolean }) {
  const parts = useField(field.name);
  return (
    <Field {...field} parts={parts}>
      <input
        id={parts.id}
        name={field.name}
        type="file"
        accept={accept}
        multiple={multiple}
        className="input"
        {...described(parts, field.hint)}
      />
    </Field>
  );
}

/** Fields that belong together, under one legend. */
export function Fieldset({
  legend,
  hint,
  page,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  page?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset className="fields min-w-0">
      <legend className="label mb-1.5">
        {page ? <h1 className="label-page">{legend}</h1> : <h2>{legend}</h2>}
      </legend>
      {hint && <Hint>{hint}</Hint>}
      {children}
    </fieldset>
  );
}

/** A quiet line of guidance. */
export function Hint({ children }: { children: ReactNode }) {
  return <p className="hint">{children}</p>;
}
