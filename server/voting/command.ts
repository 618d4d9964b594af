import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeCode, votingKeyOf, writeKeyList } from "./codes.ts";
import { inGroups } from "./crockford.ts";
import { makeTrusteeKey } from "./keyring.ts";

const USAGE = `Usage : npx quotepart codes --edition edi_… --territory CODE=NOMBRE [--territory …] --out DOSSIER [--json]
        npx quotepart codes --keygen [--json]`;

/**
 * `quotepart codes`: off line and without a database, makes one secret code per entry on the roll. Writes `codes.csv` (for the
 * letters, never to be sent to the platform) and `cles.csv` (the key list, for the platform). `--keygen` makes a bureau's key.
 */
export async function codesCommand(args: string[]): Promise<number> {
  let options: { edition?: string; territory?: string[]; out?: string; keygen?: boolean; json?: boolean };
  try {
    options = parseArgs({
      args,
      options: {
        edition: { type: "string" },
        territory: { type: "string", multiple: true },
        out: { type: "string" },
        keygen: { type: "boolean" },
        json: { type: "boolean" },
      },
    }).values;
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : String(problem));
    return 2;
  }
  if (options.keygen) {
    const key = makeTrusteeKey();
    console.log(
      options.json
        ? JSON.stringify(key)
        : `Clé publique, à donner à l’ouverture du vote :\n${key.publicKey}\n\nClé secrète, à garder hors ligne jusqu’au dépouillement :\n${key.privateKey}`,
    );
    return 0;
  }
  const { edition, out } = options;
  const asked = (options.territory ?? []).map((text) => /^([^=\s]+)=(\d{1,7})$/.exec(text));
  if (!edition?.startsWith("edi_") || !out || asked.length === 0 || asked.includes(null)) {
    console.error(USAGE);
    return 2;
  }
  const files = { codes: join(out, "codes.csv"), keys: join(out, "cles.csv") };
  // Both or none: letters already printed must not lose their codes, nor a key list the codes it was made with.
  const there = Object.values(files).filter((file) => existsSync(file));
  if (there.length > 0) {
    console.error(
      `Il y a déjà ${there.join(" et ")}. Donnez un autre dossier : des codes ne se remplacent pas.`,
    );
    return 1;
  }
  const letters = asked.flatMap((parts) =>
    Array.from({ length: Number(parts?.[2]) }, () => ({ code: makeCode(), territoryCode: parts?.[1] ?? "" })),
  );
  const keys = letters.map(({ code, territoryCode }) => ({
    votingKey: votingKeyOf(code, edition),
    territoryCode,
  }));
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const lines = letters.map(({ code, territoryCode }) => `${inGroups(code)};${territoryCode}\n`);
  writeFileSync(files.codes, `code;territoire\n${lines.join("")}`, { mode: 0o600, flag: "wx" });
  writeFileSync(files.keys, writeKeyList(keys), { mode: 0o600, flag: "wx" });
  console.log(
    options.json
      ? JSON.stringify({ codes: letters.length, files })
      : `${letters.length} codes. Pour les lettres : ${files.codes}. Pour la plateforme : ${files.keys}.`,
  );
  return 0;
}
