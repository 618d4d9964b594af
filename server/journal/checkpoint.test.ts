import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "#db/testing.ts";
import { loadLogIdentity, logIdentity, openCheckpoint, openNote, signCheckpoint } from "./checkpoint.ts";
import { leafHash } from "./merkle.ts";

// The example that the signed-note format is documented with, by another implementation than ours.
const NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SAYING =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNED = `${SAYING}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

test("a note signed by another implementation opens, and no altered one does", () => {
  assert.equal(openNote(SIGNED, NEUMANN), SAYING);
  assert.equal(openNote(SIGNED.replace("answer", "question"), NEUMANN), null);
  assert.equal(openNote(SIGNED, NEUMANN.replace("c74f20a3", "c74f20a4")), null);
  assert.equal(openNote(SAYING, NEUMANN), null);
  assert.equal(openNote(SIGNED, "nonsense"), null);
});

test("a checkpoint says what was signed, to whoever has the log's key", () => {
  const identity = logIdentity("fonds.exemple.fr/journal", generateKeyPairSync("ed25519").privateKey);
  const head = { size: 12, rootHash: leafHash("x") };
  const note = signCheckpoint(head, identity);
  assert.deepEqual(openCheckpoint(note, identity.verifierKey), {
    origin: "fonds.exemple.fr/journal",
    ...head,
  });
  assert.equal(openCheckpoint(note.replace("\n12\n", "\n13\n"), identity.verifierKey), null);
  const other = logIdentity("fonds.exemple.fr/journal", generateKeyPairSync("ed25519").privateKey);
  assert.equal(openCheckpoint(note, other.verifierKey), null);
});

test("the key is made once, readable by its owner only, or given from outside", (t) => {
  const folder = temporaryFolder(t);
  const made = loadLogIdentity(folder, {});
  assert.equal(loadLogIdentity(folder, {}).verifierKey, made.verifierKey);
  assert.equal(statSync(join(folder, "keys", "journal.pem")).mode & 0o777, 0o600);
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const given = loadLogIdentity(folder, { QUOTEPART_SIGNING_KEY: pem, QUOTEPART_ORIGIN: "fonds.exemple.fr" });
  assert.match(given.verifierKey, /^fonds\.exemple\.fr\+[0-9a-f]{8}\+/);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  assert.throws(() => logIdentity("x", rsa), /Ed25519/);
});
