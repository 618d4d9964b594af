"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonKind, buttonClass } from "./button.ts";
import { Icon, type IconName } from "./icon.tsx";

/**
 * Sends the form. Its words name the act: «Envoyer ma demande», not «Valider». While it is being sent a second click does
 * nothing; without script the form's key does the same. `name` and `value` tell several buttons of one form apart.
 */
export function SubmitButton({
  kind = "main",
  icon,
  name,
  value,
  children,
}: {
  kind?: ButtonKind;
  icon?: IconName;
  name?: string;
  value?: string;
  children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={buttonClass(kind)}
      // Not `disabled`: it would throw the focus away.
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
