import { readFileSync } from "node:fs";
import { loggable } from "#db/errors.ts";

type Command = (args: string[]) => Promise<number>;

/** One line a command: its sentence, and where it lives; a command is loaded only when it is called. */
const COMMANDS: Record<string, { sentence: string; load: () => Promise<Command> }> = {
  init: {
    sentence: "init --name NOM --admin ADRESSE        fait naître un fonds réel, sans porte de démonstration",
    load: async () => (await import("#server/accounts/command.ts")).initCommand,
  },
  demo: {
    sentence: "demo [--until ÉTAPE]                   remplit une base neuve avec le fonds de démonstration",
    load: async () => (await import("#db/demo/command.ts")).demoCommand,
  },
  endowment: {
    sentence: "endowment FICHIER.csv --year ANNÉE     recalcule la base et le plancher de 5 % au centime",
    load: async () => (await import("#server/fund/command.ts")).endowmentCommand,
  },
  codes: {
    sentence: "codes --territory CODE=N --out DOSSIER …  fabrique des codes de vote et leur liste de clés",
    load: async () => (await import("#server/voting/command.ts")).codesCommand,
  },
  allocate: {
    sentence: "allocate FICHIER.pb --rule RÈGLE …     partage un budget selon une règle publiée",
    load: async () => (await import("#server/allocation/command.ts")).allocateCommand,
  },
  "import election": {
    sentence: "import election FICHIER.pb             fait une édition d’un budget participatif publié",
    load: async () => (await import("#server/allocation/import.ts")).importElectionCommand,
  },
  "import bank": {
    sentence: "import bank FICHIER.xml                prend un relevé de banque camt.053",
    load: async () => (await import("#server/treasury/command.ts")).importBankCommand,
  },
  verify: {
    sentence:
      "verify                                 recalcule le journal, le grand livre et les attributions",
    load: async () => (await import("#server/transparency/command.ts")).verifyCommand,
  },
};

const HELP = `Quote-part ${version()} — le fonds d’initiatives citoyennes, de la loi de finances au dernier reçu.

Usage : npx quotepart COMMANDE [OPTIONS]

${Object.values(COMMANDS)
  .map(({ sentence }) => `  ${sentence}`)
  .join("\n")}

Chaque commande répond en français, ou en JSON avec --json. Codes de sortie : 0 c’est fait, 1 refusé ou différent,
2 données ou options illisibles. DATABASE_URL et DATA_DIR disent où est la base.`;

function version(): string {
  return (
    JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }
  ).version;
}

async function main(words: string[]): Promise<number> {
  const [name] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    console.log(version());
    return 0;
  }
  // A command is one word or two: `verify`, `import election`.
  for (const length of [2, 1]) {
    const command = COMMANDS[words.slice(0, length).join(" ")];
    if (command) return (await command.load())(words.slice(length));
  }
  console.error(`Commande inconnue : ${words.join(" ")}. « npx quotepart --help » donne la liste.`);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (problem) {
  // What no command foresaw: the database does not answer, the disk is full. Values stay out of what is printed.
  const [reason, ...where] = loggable(problem).split("\n");
  console.error(`La commande s’est arrêtée : ${reason}`);
  if (process.env.DEBUG) console.error(where.join("\n"));
  process.exitCode = 2;
}
