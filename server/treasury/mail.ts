import type { OutboxMessage } from "#server/journal/model.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import type { AwardFile, Tranche } from "./model.ts";

const euros = (cents: number) =>
  new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" }).format(cents / 100);

type About = Pick<AwardFile, "initiativeTitle" | "amountCents">;

const letter = (to: string, subject: string, paragraphs: readonly string[]): OutboxMessage => ({
  to,
  subject,
  text: ["Bonjour,", ...paragraphs, "Le fonds d’initiatives citoyennes"].join("\n\n"),
});

/** To the referent, once the agreement is written: it waits for their signature. */
export function agreementMail(to: string, number: string, { initiativeTitle, amountCents }: About) {
  return letter(to, `Votre convention ${number} est à signer`, [
    `La convention de l’initiative « ${initiativeTitle} » est prête : ${euros(amountCents)}.`,
    `Pour la lire et la signer, entrez dans votre espace : ${publicUrl("/collectif/conventions")}`,
  ]);
}

/** To the referent, once the bank has paid a tranche. The bank's own message says nothing of the initiative; this one does. */
export function paymentMail(
  to: string,
  tranche: Pick<Tranche, "label" | "amountCents" | "endToEndId">,
  { initiativeTitle }: About,
) {
  return letter(to, `Versement de ${euros(tranche.amountCents)}`, [
    `Le fonds a versé ${euros(tranche.amountCents)} pour l’initiative « ${initiativeTitle} » (${tranche.label.toLowerCase()}).`,
    `Sur le relevé du compte qui reçoit la somme, la référence est ${tranche.endToEndId}.`,
    "Gardez les factures : elles servent au compte rendu.",
  ]);
}
