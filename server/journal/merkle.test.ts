import assert from "node:assert/strict";
import { test } from "node:test";
import {
  appended,
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from "./merkle.ts";

// The eight leaves and the roots that the implementations of Certificate Transparency (RFC 6962) test each other with.
const DATA = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = DATA.map((hex) => leafHash(Buffer.from(hex, "hex")));
const many = Array.from({ length: 40 }, (_, i) => leafHash(`leaf ${i}`));

test("roots are those of RFC 6962's known trees, whole or leaf by leaf", () => {
  assert.equal(EMPTY_ROOT, ROOTS[0]);
  let edge: string[] = [];
  ROOTS.forEach((root, size) => {
    assert.equal(rootOfLeaves(leaves.slice(0, size)), root, `${size} leaves`);
    assert.equal(rootOf(edge), root, `${size} leaves, from the edge`);
    edge = appended(edge, size, leaves[size] ?? "");
  });
});

test("every leaf of every tree proves its place, and no other", () => {
  for (let size = 1; size <= many.length; size++) {
    const tree = many.slice(0, size);
    const root = rootOfLeaves(tree);
    for (let position = 0; position < size; position++) {
      const claim = {
        leaf: tree[position] ?? "",
        position,
        size,
        proof: inclusionProof(tree, position),
        root,
      };
      assert.ok(verifyInclusion(claim), `${position} of ${size}`);
      assert.ok(!verifyInclusion({ ...claim, leaf: leafHash("forged") }));
      assert.ok(!verifyInclusion({ ...claim, root: leafHash("forged") }));
      assert.ok(!verifyInclusion({ ...claim, position: position + 1 }));
      assert.ok(!verifyInclusion({ ...claim, proof: [...claim.proof, root] }));
      if (claim.proof.length > 0) assert.ok(!verifyInclusion({ ...claim, proof: claim.proof.slice(1) }));
    }
  }
});

test("every tree proves to be the beginning of every larger one, and of no other", () => {
  for (let laterSize = 1; laterSize <= many.length; laterSize++) {
    const later = many.slice(0, laterSize);
    const laterRoot = rootOfLeaves(later);
    for (let size = 0; size <= laterSize; size++) {
      const root = rootOfLeaves(many.slice(0, size));
      const claim = { size, root, laterSize, laterRoot, proof: consistencyProof(later, size) };
      assert.ok(verifyConsistency(claim), `${size} to ${laterSize}`);
      if (size === 0) continue;
      assert.ok(!verifyConsistency({ ...claim, root: leafHash("forged") }));
      assert.ok(!verifyConsistency({ ...claim, laterRoot: leafHash("forged") }));
      if (size < laterSize) assert.ok(!verifyConsistency({ ...claim, proof: [...claim.proof, root] }));
    }
  }
});

test("the edge of a large tree stays small and gives its root", () => {
  let edge: string[] = [];
  const all = Array.from({ length: 1000 }, (_, i) => leafHash(String(i)));
  all.forEach((leaf, size) => {
    edge = appended(edge, size, leaf);
  });
  assert.equal(edge.length, 6, "1000 = 512 + 256 + 128 + 64 + 32 + 8");
  assert.equal(rootOf(edge), rootOfLeaves(all));
});
