"use client";

import type { Ref } from "react";
import type { FormState } from "./form-state.ts";

/** After a post without script the browser itself moves the focus here. */
const TAKES_FOCUS = { tabIndex: -1, autoFocus: true };

/**
 * What is wrong, first on the page, each line leading to its field. It takes the focus, also without script. The page's title must
 * begin with `titlePrefix`: the form sees to it in the browser, server/http.ts in the answer to a post without script.
 */
export function ErrorSummary({
  title,
  titlePrefix,
  problems,
  idOf,
  ref,
}: {
  title: string;
  titlePrefix: string;
  problems: FormState["problems"];
  idOf: (field: string) => string;
  ref: Ref<HTMLDivElement>;
}) {
  return (
    <div ref={ref} className="error-summary" role="alert" data-title-prefix={titlePrefix} {...TAKES_FOCUS}>
      <h2>{title}</h2>
      <ul>
        {problems.map(({ field, message, link }) => (
          <li key={`${field} ${message}`}>
            {field === null ? <strong>{message}</strong> : <a href={`#${idOf(field)}`}>{message}</a>}
            {link && (
              <>
                {" "}
                (<a href={link.href}>{link.label}</a>)
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
