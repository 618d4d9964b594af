import type { ReactNode } from "react";

/** `numeric` aligns figures at the right; `rowHead` marks the column that names the row. */
export type Column = { key: string; head: string; numeric?: boolean; rowHead?: boolean };
export type Row = { key: string; cells: Record<string, ReactNode> };

/** A region that scrolls takes the focus, so that the arrow keys can scroll it. */
const SCROLLED_BY_KEYBOARD = { tabIndex: 0 };

/**
 * A table in a region of its own that scrolls when it must. `caption` names both; hide it (`captionHidden`) when a heading just
 * above says the same. `stack` turns each row into a slip on a phone, where nothing should scroll sideways.
 */
export function Table({
  caption,
  captionHidden = false,
  columns,
  rows,
  foot,
  stack = false,
}: {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly Row[];
  foot?: Row;
  stack?: boolean;
}) {
  const line = ({ key, cells }: Row) => (
    <tr key={key}>
      {columns.map((column) => {
        const Cell = column.rowHead ? "th" : "td";
        const content = cells[column.key];
        return (
          <Cell
            key={column.key}
            scope={column.rowHead ? "row" : undefined}
            className={column.numeric ? "numeric" : undefined}
            data-label={column.rowHead ? undefined : column.head}
          >
            {stack && !column.rowHead ? <span>{content}</span> : content}
          </Cell>
        );
      })}
    </tr>
  );
  return (
    <section className="table-region" aria-label={caption} {...SCROLLED_BY_KEYBOARD}>
      <table className={stack ? "table table-stack" : "table"}>
        <caption className={captionHidden ? "sr-only" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.numeric ? "numeric" : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        {foot && <tfoot>{line(foot)}</tfoot>}
      </table>
    </section>
  );
}
