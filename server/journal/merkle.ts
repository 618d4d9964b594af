import { createHash } from "node:crypto";

/** Merkle trees as RFC 6962 §2.1 hashes them (SHA-256). Hashes are lower-case hexadecimal. */

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The hash of a leaf: SHA-256(0x00 ‖ data). */
export function leafHash(data: string | Uint8Array): string {
  return createHash("sha256").update(LEAF).update(data).digest("hex");
}

/** The hash of a node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: string, right: string): string {
  return createHash("sha256").update(NODE).update(left, "hex").update(right, "hex").digest("hex");
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT = createHash("sha256").digest("hex");

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first. It is all that is needed to go on appending
 * and to know the root, so that neither costs more as the log grows.
 */
export type Edge = readonly string[];

/** The edge after one more leaf; `size` is the number of leaves before it. */
export function appended(edge: Edge, size: number, leaf: string): string[] {
  const next = [...edge];
  let right = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2))
    right = nodeHash(next.pop() ?? "", right);
  next.push(right);
  return next;
}

/** The root of the tree with that edge. */
export function rootOf(edge: Edge): string {
  return edge.reduceRight((right, left) => (right === "" ? left : nodeHash(left, right)), "") || EMPTY_ROOT;
}

/** The root over the leaves' hashes. */
export function rootOfLeaves(leaves: readonly string[]): string {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] ?? "";
  const k = split(leaves.length);
  return nodeHash(rootOfLeaves(leaves.slice(0, k)), rootOfLeaves(leaves.slice(k)));
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** What proves that the leaf at `position` is in the tree of these leaves (RFC 6962 §2.1.1), nearest sibling first. */
export function inclusionProof(leaves: readonly string[], position: number): string[] {
  if (!(position >= 0 && position < leaves.length)) throw new RangeError("position");
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return position < k
    ? [...inclusionProof(left, position), rootOfLeaves(right)]
    : [...inclusionProof(right, position - k), rootOfLeaves(left)];
}

/** What proves that the tree of the first `size` leaves grew into the tree of all of them (RFC 6962 §2.1.2). */
export function consistencyProof(leaves: readonly string[], size: number): string[] {
  if (!(size >= 0 && size <= leaves.length)) throw new RangeError("size");
  if (size === 0) return [];
  return subproof(leaves, size, true);
}

function subproof(leaves: readonly string[], size: number, whole: boolean): string[] {
  if (size === leaves.length) return whole ? [] : [rootOfLeaves(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return size <= k
    ? [...subproof(left, size, whole), rootOfLeaves(right)]
    : [...subproof(right, size - k, false), rootOfLeaves(left)];
}

/** Whether the proof leads from the leaf to the root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(claim: {
  leaf: string;
  position: number;
  size: number;
  proof: readonly string[];
  root: string;
}): boolean {
  let at = claim.position;
  let last = claim.size - 1;
  if (at < 0 || at > last) return false;
  let hash = claim.leaf;
  for (const sibling of claim.proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash === claim.root;
}

/** Whether the proof shows the larger tree to begin with the smaller one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(claim: {
  size: number;
  root: string;
  laterSize: number;
  laterRoot: string;
  proof: readonly string[];
}): boolean {
  const { size, root, laterSize, laterRoot } = claim;
  if (size > laterSize) return false;
  if (size === laterSize) return claim.proof.length === 0 && root === laterRoot;
  if (size === 0) return claim.proof.length === 0;
  const isPerfect = Number.isInteger(Math.log2(size));
  const [first, ...rest] = isPerfect ? [root, ...claim.proof] : claim.proof;
  if (first === undefined) return false;
  let [at, last] = [size - 1, laterSize - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [older, newer] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(hash, older);
      newer = nodeHash(hash, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, hash);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && older === root && newer === laterRoot;
}
