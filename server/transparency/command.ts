import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openDatabase } from "#db/database.ts";
import { loadLogIdentity } from "#server/journal/checkpoint.ts";
import { type Finding, verifyFund } from "./verify.ts";

const USAGE = `Usage : npx quotepart verify [--checkpoint FICHIER]… [--key CLE] [--json]
  --checkpoint FICHIER  une tête signée gardée ailleurs, à comparer aussi (répétable)
  --key CLE             la clé publique du journal (nom+empreinte+clé), si ce n’est pas celle de cette machine`;

type Options = { checkpoint?: string[]; key?: string; json?: boolean };

function read(args: string[]): Options | string {
  try {
    return parseArgs({
      args,
      options: {
        checkpoint: { type: "string", multiple: true },
        key: { type: "string" },
        json: { type: "boolean" },
      },
    }).values;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/**
 * `quotepart verify`: recomputes the journal's Merkle log, the ledger and every allocation from the database, and says in French
 * (or with `--json`) what differs. Exit codes: 0 all is as written, 1 something differs, 2 options or files cannot be read.
 */
export async function verifyCommand(args: string[]): Promise<number> {
  const options = read(args);
  if (typeof options === "string") {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  const kept: string[] = [];
  for (const path of options.checkpoint ?? []) {
    const note = await readFile(path, "utf8").catch(() => null);
    if (note === null) {
      console.error(`Le fichier « ${path} » est introuvable ou illisible.`);
      return 2;
    }
    kept.push(note);
  }
  const database = await openDatabase({
    ...(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : {}),
    ...(process.env.DATA_DIR ? { dataDir: process.env.DATA_DIR } : {}),
  });
  try {
    const verifierKey = options.key ?? loadLogIdentity(process.env.DATA_DIR ?? "data").verifierKey;
    const verification = await verifyFund(database, verifierKey, kept).catch((problem: unknown) => {
      if (isWithoutTables(problem)) return null;
      throw problem;
    });
    if (!verification) {
      console.error("Cette base ne contient pas de fonds. Donnez DATA_DIR ou DATABASE_URL.");
      return 2;
    }
    const isGood = verification.findings.length === 0;
    if (options.json) console.log(JSON.stringify({ ok: isGood, verifierKey, ...verification }));
    else {
      const { journal, ledger, results } = verification;
      console.log(
        `Journal   : ${journal.size} ligne(s) scellée(s), ${journal.heads} tête(s) signée(s), ${journal.waiting} en attente ; racine ${journal.rootHash}`,
      );
      console.log(`Comptes   : ${ledger.entries} écriture(s) dans ${ledger.envelopes} enveloppe(s)`);
      console.log(`Résultats : ${results.runs} calcul(s) refait(s)`);
      for (const finding of verification.findings) console.log(`DIFFÉRENT : ${sentenceOf(finding)}`);
      console.log(
        isGood ? "Tout est comme écrit." : `${verification.findings.length} différence(s) trouvée(s).`,
      );
    }
    return isGood ? 0 : 1;
  } finally {
    await database.close();
  }
}

/** A database where nothing was ever installed, on either engine. */
function isWithoutTables(problem: unknown): boolean {
  for (let at = problem; at instanceof Error; at = at.cause)
    if (/no such table|relation .* does not exist/.test(at.message)) return true;
  return false;
}

function sentenceOf(found: Finding): string {
  if (found.part === "ledger")
    switch (found.kind) {
      case "equation":
        return `l’égalité des comptes est rompue à l’écriture ${found.position} de l’enveloppe ${found.envelopeId} (LED-1).`;
      case "belowZero":
        return `un compte passe sous zéro à l’écriture ${found.position} de l’enveloppe ${found.envelopeId} (LED-3).`;
      case "rank":
        return `une écriture manque ou est en double dans l’enveloppe ${found.envelopeId} (LED-2).`;
      case "balance":
        return `le solde gardé de l’enveloppe ${found.envelopeId} n’est pas celui de ses écritures.`;
    }
  if (found.part === "results")
    return found.kind === "input"
      ? `les données du calcul ${found.runId} ont changé depuis.`
      : `le calcul ${found.runId}, refait, ne donne pas le résultat publié.`;
  const { finding } = found;
  switch (finding.kind) {
    case "lineAltered":
      return `la ligne ${finding.lineId} du journal (rang ${finding.position}) a été modifiée.`;
    case "lineMissing":
      return `la ligne ${finding.lineId} du journal (rang ${finding.position}) a disparu.`;
    case "sealedAltered":
      return `la partie scellée de la ligne ${finding.lineId} (rang ${finding.position}) a été modifiée.`;
    case "leafMissing":
      return `le rang ${finding.position} du journal manque.`;
    case "lineUnaccounted":
      return `la ligne ${finding.lineId} du journal n’est ni scellée ni en attente.`;
    case "headDiffers":
      return `les ${finding.size} premières lignes ne donnent pas la tête signée ; jusqu’à ${finding.goodUpTo}, elles la donnent.`;
    case "signatureWrong":
      return `la signature de la tête de taille ${finding.size} n’est pas celle du journal.`;
    case "logShortened":
      return `une tête signée compte ${finding.size} lignes : le journal en a perdu.`;
  }
}
