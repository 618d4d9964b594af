/** Where euros go from one stage to the next. Pure geometry, in the units of the drawing. */
export type FlowNode = { id: string; label: string; column: number };
export type FlowLink = { from: string; to: string; cents: number };

export type PlacedNode = FlowNode & {
  cents: number;
  x: number;
  y: number;
  height: number;
  /** Which of the five data colours: a node of the second column opens one, those after it inherit from their largest source. */
  series: 1 | 2 | 3 | 4 | 5 | null;
};
export type PlacedLink = FlowLink & { series: PlacedNode["series"]; path: string };
export type Flow = { width: number; height: number; nodes: PlacedNode[]; links: PlacedLink[] };

export const NODE_WIDTH = 16;
const LABEL_WIDTH = 230;
/** Height for the whole amount, and the least room that two lines of words need under each other. */
const FULL_HEIGHT = 320;
const SLOT = 58;

/** The cents that a node holds: what arrives, or at the source what leaves. */
export function centsOf(id: string, links: readonly FlowLink[]): number {
  const sum = (part: readonly FlowLink[]) => part.reduce((total, link) => total + link.cents, 0);
  return sum(links.filter((link) => link.to === id)) || sum(links.filter((link) => link.from === id));
}

/**
 * Places the nodes in columns and the links as ribbons between them. Heights are proportional to cents on one scale; every node
 * keeps room for its words. With `mirrored`, the first column is at the right.
 */
export function layOut(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  { width = 1072, mirrored = false } = {},
): Flow {
  const columns = Math.max(...nodes.map((node) => node.column), 0) + 1;
  const step = columns > 1 ? (width - LABEL_WIDTH - NODE_WIDTH) / (columns - 1) : 0;
  const whole = Math.max(
    ...Array.from({ length: columns }, (_, column) =>
      nodes.filter((node) => node.column === column).reduce((sum, node) => sum + centsOf(node.id, links), 0),
    ),
    1,
  );
  const scale = FULL_HEIGHT / whole;

  const placed = new Map<string, PlacedNode>();
  let height = 0;
  for (let column = 0; column < columns; column++) {
    let y = 8;
    let opened = 0;
    for (const node of nodes.filter((each) => each.column === column)) {
      const cents = centsOf(node.id, links);
      const incoming = links.filter((link) => link.to === node.id);
      const largest = incoming.toSorted((a, b) => b.cents - a.cents)[0];
      const inherited = largest && column > 1 ? (placed.get(largest.from)?.series ?? null) : null;
      const series = column === 1 ? (((opened++ % 5) + 1) as PlacedNode["series"]) : inherited;
      const nodeHeight = Math.max(cents * scale, 3);
      const x = column * step;
      placed.set(node.id, {
        ...node,
        cents,
        x: mirrored ? width - x - NODE_WIDTH : x,
        y,
        height: nodeHeight,
        series,
      });
      y += Math.max(nodeHeight + 12, SLOT);
    }
    height = Math.max(height, y);
  }

  const leaves = new Map<string, number>();
  const arrives = new Map<string, number>();
  const rank = (id: string) => placed.get(id)?.y ?? 0;
  const ribbons = links
    .toSorted((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
    .flatMap((link): PlacedLink[] => {
      const [from, to] = [placed.get(link.from), placed.get(link.to)];
      if (!from || !to) return [];
      const thick = link.cents * scale;
      const y0 = from.y + (leaves.get(from.id) ?? 0);
      const y1 = to.y + (arrives.get(to.id) ?? 0);
      leaves.set(from.id, (leaves.get(from.id) ?? 0) + thick);
      arrives.set(to.id, (arrives.get(to.id) ?? 0) + thick);
      const x0 = mirrored ? from.x : from.x + NODE_WIDTH;
      const x1 = mirrored ? to.x + NODE_WIDTH : to.x;
      return [
        { ...link, series: to.column === 1 ? to.series : from.series, path: ribbon(x0, y0, x1, y1, thick) },
      ];
    });
  return { width, height, nodes: [...placed.values()], links: ribbons };
}

function ribbon(x0: number, y0: number, x1: number, y1: number, thick: number): string {
  const middle = (x0 + x1) / 2;
  const n = (value: number) => Math.round(value * 10) / 10;
  return [
    `M${n(x0)} ${n(y0)}`,
    `C${n(middle)} ${n(y0)} ${n(middle)} ${n(y1)} ${n(x1)} ${n(y1)}`,
    `V${n(y1 + thick)}`,
    `C${n(middle)} ${n(y1 + thick)} ${n(middle)} ${n(y0 + thick)} ${n(x0)} ${n(y0 + thick)}Z`,
  ].join("");
}

/** Words in at most two lines of about `most` signs; what does not fit ends in «…». */
export function inTwoLines(words: string, most = 24): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 2 ? lines : [lines[0] ?? "", `${(lines[1] ?? "").slice(0, most - 1)}…`];
}
