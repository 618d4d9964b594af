import messages from "#messages/fr/voting.json" with { type: "json" };
import type { OutboxMessage } from "#server/journal/model.ts";

/** A file that the jury's threshold keeps out of the vote; means in hundredths of a mark, null where nobody scored it. */
export type LeftOut = {
  number: string;
  title: string;
  meanHundredths: number | null;
  minMeanHundredths: number;
  /** The initiative's own page. */
  address: string;
};

const mark = (hundredths: number) =>
  new Intl.NumberFormat("fr", { minimumFractionDigits: 2 }).format(hundredths / 100);

/** Says to one member, in the fund's own language, which rule and which two figures decided. */
export function leftOutMail(to: { name: string; email: string }, file: LeftOut): OutboxMessage {
  const { number, title, meanHundredths, minMeanHundredths, address } = file;
  const found =
    meanHundredths === null
      ? "Aucun membre du jury n’a pu noter votre dossier."
      : `La note du jury est ${mark(meanHundredths)} sur 3.`;
  return {
    to: to.email,
    subject: `Votre initiative ${number} ne va pas au vote`,
    text: [
      `Bonjour ${to.name},`,
      `L’initiative « ${title} » ne va pas au vote des habitantes et habitants.`,
      `${found} L’appel demande au moins ${mark(minMeanHundredths)}, et l’a écrit avant l’ouverture des dépôts.`,
      `Règle citée : VOT-12 (${messages.rules["VOT-12"].sentence})`,
      `La page de l’initiative :\n${address}`,
      "Votre incubateur peut vous aider à préparer la prochaine édition.",
      "Le fonds d’initiatives citoyennes",
    ].join("\n\n"),
  };
}
