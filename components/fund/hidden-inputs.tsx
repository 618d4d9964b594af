import type { FormState } from "#components/ui/form-state.ts";

/** What was typed on the page before, carried by the form that confirms it. */
export function HiddenInputs({ values }: { values: FormState["values"] }) {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((each) => <input key={`${name} ${each}`} type="hidden" name={name} value={each} />),
  );
}
