import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentLocale } from "#messages/server.ts";
import { Amount } from "./amount.tsx";
import { Details } from "./details.tsx";
import {
  type FlowLink,
  type FlowNode,
  inTwoLines,
  layOut,
  NODE_WIDTH,
  type PlacedNode,
} from "./euro-flow-layout.ts";
import { formatCents } from "./format.ts";
import { seriesFill } from "./stacked-bar.tsx";
import { Table } from "./table.tsx";

/**
 * Where the euros go, stage after stage: ribbons on a wide screen, a cascade on a narrow one, a table for all. `title` states what
 * one should see. Nodes stand in columns from 0 (the source); links carry cents; the order given is the order drawn.
 */
export async function EuroFlow({
  title,
  nodes,
  links,
}: {
  title: ReactNode;
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
}) {
  const [t, { lang, dir }] = await Promise.all([getTranslations("ui"), currentLocale()]);
  const flow = layOut(nodes, links, { mirrored: dir === "rtl" });
  const labels = new Map(nodes.map((node) => [node.id, node.label]));
  const whole = Math.max(...flow.nodes.map((node) => node.cents), 1);
  const arrivals = (id: string) => links.filter((link) => link.to === id).length;
  const leads = (id: string) => links.some((link) => link.from === id);
  // Where several streams meet, the cascade opens a list of its own: below each of them the same euros would be told twice.
  const sources = flow.nodes.filter(({ id }) => leads(id) && arrivals(id) !== 1);
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));

  const branch = (node: PlacedNode, cents: number, top = false): ReactNode => (
    <li key={node.id}>
      <div className="bars-words">
        <span className="min-w-0">{node.label}</span>
        <Amount cents={cents} className="font-bold" />
      </div>
      <svg width="100%" height="14" aria-hidden="true" focusable="false">
        <rect
          x={dir === "rtl" ? `${100 - (100 * cents) / whole}%` : "0"}
          width={`${(100 * cents) / whole}%`}
          height="14"
          strokeWidth="0"
          className={node.series ? seriesFill(node.series) : "fill-ink"}
        />
      </svg>
      {leads(node.id) && (top || arrivals(node.id) === 1) && (
        <ul>
          {links.flatMap((link) => {
            const to = link.from === node.id ? byId.get(link.to) : undefined;
            return to ? [branch(to, link.cents)] : [];
          })}
        </ul>
      )}
    </li>
  );

  return (
    <figure className="flow">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`-2 0 ${flow.width + 4} ${flow.height}`}
        aria-hidden="true"
        focusable="false"
        className="hidden w-full lg:block"
      >
        {flow.links.map((link) => (
          <path
            key={`${link.from} ${link.to}`}
            d={link.path}
            strokeWidth="0"
            className={link.series ? seriesFill(link.series) : "fill-ink"}
            opacity="0.45"
          />
        ))}
        {flow.nodes.map((node) => {
          const x = dir === "rtl" ? node.x - 8 : node.x + NODE_WIDTH + 8;
          const lines = inTwoLines(node.label);
          return (
            <g key={node.id}>
              <rect
                x={node.x}
                y={node.y}
                width={NODE_WIDTH}
                height={node.height}
                className={`${node.series ? (seriesFill(node.series).split(" ")[0] ?? "") : "fill-ink"} stroke-ink`}
                strokeWidth="2"
              />
              <text className="flow-label" y={node.y + 14}>
                <tspan x={x} className="font-bold">
                  {formatCents(node.cents, lang)}
                </tspan>
                {lines.map((line) => (
                  <tspan key={line} x={x} dy="19">
                    {line}
                  </tspan>
                ))}
              </text>
            </g>
          );
        })}
      </svg>
      <ul className="cascade lg:hidden">{sources.map((node) => branch(node, node.cents, true))}</ul>
      <Details summary={t("chart.asTable")}>
        <Table
          caption={t("chart.asTable")}
          captionHidden
          stack
          columns={[
            { key: "from", head: t("chart.from"), rowHead: true },
            { key: "to", head: t("chart.to") },
            { key: "cents", head: t("money.amount"), numeric: true },
          ]}
          rows={links.map((link) => ({
            key: `${link.from} ${link.to}`,
            cells: {
              from: labels.get(link.from),
              to: labels.get(link.to),
              cents: <Amount cents={link.cents} exact />,
            },
          }))}
        />
      </Details>
    </figure>
  );
}
