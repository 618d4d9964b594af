import { readFileSync } from "node:fs";

type Command = (args: string[]) => Promise<number>;

/** One line a command: its sentence, and where it lives; a command is loaded only when it is called. */
const COMMANDS: Record<string, { sentence: string; load: () => Promise<Command> }> = {
  init: {
    sentence:
      "init --name NOM --admin ADRESSE   donne naissance à un fonds réel, sans porte de démonstration",
    load: async () => (await import("#server/accounts/command.ts")).initCommand,
  },
  endowment: {
    sentence: "endowment FICHIER.csv --year ANNEE    recalcule la base et le plancher de 5 % d'une année",
    load: async () => (await import("#server/fund/command.ts")).endowmentCommand,
  },
  codes: {
    sentence: "codes --edition … --territory CODE=N --out DOSSIER   codes des lettres et liste des clés",
    load: async () => (await import("#server/voting/command.ts")).codesCommand,
  },
  demo: {
    sentence: "demo [--until ETAPE]              remplit une base neuve avec le fonds de démonstration",
    load: async () => (await import("#db/demo/command.ts")).demoCommand,
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

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-V") {
    console.log(version());
    return 0;
  }
  const command = COMMANDS[name];
  if (!command) {
    console.error(`Commande inconnue : ${name}. « npx quotepart --help » donne la liste.`);
    return 2;
  }
  return (await command.load())(args);
}

process.exitCode = await main(process.argv.slice(2));
