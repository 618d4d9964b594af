import type { OutboxMessage } from "#server/journal/model.ts";
import { centsToDecimal } from "#server/kernel/money.ts";

/** What a collective is told when the result is adopted; in the fund's own language. */
export type Decision = {
  number: string;
  title: string;
  /** The page that says why. */
  address: string;
} & (
  | { state: "awarded"; awardNumber: string; amountCents: number }
  | { state: "reserve_list"; rank: number }
  | { state: "refused" }
);

const euros = (cents: number) =>
  new Intl.NumberFormat("fr", {
    style: "currency",
    currency: "EUR",
    trailingZeroDisplay: "stripIfInteger",
  }).format(centsToDecimal(cents) as `${number}`);

/** The mail to one member; the page behind the link has the reasons, computed from the votes. */
export function decisionMail(to: string, decision: Decision): OutboxMessage {
  const { number, title, address } = decision;
  const sign = "Le fonds d’initiatives citoyennes";
  const why = `Pourquoi ? Les raisons, calculées sur les votes, sont ici :\n${address}`;
  switch (decision.state) {
    case "awarded":
      return {
        to,
        subject: `Votre initiative ${number} est financée`,
        text: `Bonjour,\n\nL’initiative « ${title} » reçoit ${euros(decision.amountCents)}. La décision porte le numéro ${decision.awardNumber}.\n\n${why}\n\nLa suite : vous recevrez la convention à signer.\n\n${sign}`,
      };
    case "reserve_list":
      return {
        to,
        subject: `Votre initiative ${number} est sur la liste de réserve`,
        text: `Bonjour,\n\nL’initiative « ${title} » n’est pas financée aujourd’hui. Elle est sur la liste de réserve, au rang ${decision.rank}.\n\nSi une initiative financée renonce, la même règle choisit la suivante.\n\n${why}\n\n${sign}`,
      };
    case "refused":
      return {
        to,
        subject: `Votre initiative ${number} n’est pas financée cette fois`,
        text: `Bonjour,\n\nL’initiative « ${title} » n’est pas financée cette fois.\n\n${why}\n\nVotre incubateur peut vous aider à préparer la prochaine édition.\n\n${sign}`,
      };
  }
}
