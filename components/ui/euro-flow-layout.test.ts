import assert from "node:assert/strict";
import { test } from "node:test";
import { centsOf, type FlowLink, type FlowNode, inTwoLines, layOut, NODE_WIDTH } from "./euro-flow-layout.ts";

const NODES: FlowNode[] = [
  { id: "fund", label: "Dotation", column: 0 },
  { id: "a", label: "Les Aubiers", column: 1 },
  { id: "b", label: "Le Mirail", column: 1 },
  { id: "x", label: "Jardin", column: 2 },
  { id: "y", label: "Vélos", column: 2 },
];
const LINKS: FlowLink[] = [
  { from: "fund", to: "a", cents: 7_000_00 },
  { from: "fund", to: "b", cents: 3_000_00 },
  { from: "a", to: "x", cents: 5_000_00 },
  { from: "b", to: "x", cents: 1_000_00 },
  { from: "b", to: "y", cents: 2_000_00 },
];

test("a node holds what arrives, the source what leaves", () => {
  assert.deepEqual(
    NODES.map(({ id }) => centsOf(id, LINKS)),
    [10_000_00, 7_000_00, 3_000_00, 6_000_00, 2_000_00],
  );
});

test("heights are on one scale, nodes of a column never touch, ribbons stay within their nodes", () => {
  const { nodes, links, height } = layOut(NODES, LINKS);
  const scale = (nodes[0]?.height ?? 0) / 10_000_00;
  for (const node of nodes) {
    assert.ok(Math.abs(node.height - node.cents * scale) < 0.01);
    assert.ok(node.y + node.height <= height);
    for (const other of nodes) {
      if (other === node || other.column !== node.column || other.y < node.y) continue;
      assert.ok(other.y >= node.y + node.height + 10);
    }
    const leaving = links.filter((link) => link.from === node.id).reduce((sum, link) => sum + link.cents, 0);
    assert.ok(leaving * scale <= node.height + 0.01);
  }
  assert.equal(links.length, LINKS.length);
});

test("right to left, every place is the mirror of the other, and nothing else changes", () => {
  const [plain, mirrored] = [layOut(NODES, LINKS), layOut(NODES, LINKS, { mirrored: true })];
  for (const [index, node] of plain.nodes.entries()) {
    const twin = mirrored.nodes[index];
    assert.equal(twin?.x, plain.width - node.x - NODE_WIDTH);
    assert.deepEqual({ ...twin, x: 0 }, { ...node, x: 0 });
  }
});

test("nothing at all, a single node and a zero do not break the drawing", () => {
  assert.deepEqual(layOut([], []).nodes, []);
  const alone = layOut([{ id: "a", label: "A", column: 0 }], []);
  assert.ok(alone.nodes.every((node) => Number.isFinite(node.x + node.y + node.height)));
  const zero = layOut(
    NODES,
    LINKS.map((link) => ({ ...link, cents: 0 })),
  );
  assert.ok(zero.nodes.every((node) => node.height === 3));
});

test("long names take two lines and then stop", () => {
  assert.deepEqual(inTwoLines("Jardin"), ["Jardin"]);
  assert.deepEqual(inTwoLines("Le jardin du pied de l’immeuble"), ["Le jardin du pied de", "l’immeuble"]);
  const long = inTwoLines("Une très longue initiative dont le nom ne finit vraiment jamais du tout");
  assert.equal(long.length, 2);
  assert.ok(long.every((line) => line.length <= 24) && long[1]?.endsWith("…"));
});
