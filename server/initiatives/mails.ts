import { formatInstant } from "#components/ui/format.ts";
import messages from "#messages/fr/initiatives.json" with { type: "json" };
import type { OutboxMessage } from "#server/journal/model.ts";

type Reader = { name: string; email: string };
type File = { id: string; number: string; title: string };

const SIGNATURE = "Le fonds d’initiatives citoyennes";

/** «DOS-8 (Les questions…)»: the article with its sentence, so that nobody has to look it up. */
function article(rule: string): string {
  const rules: Record<string, { sentence: string }> = messages.rules;
  return `${rule} (${rules[rule]?.sentence ?? ""})`;
}

/** One message for each reader; letters are in French, the language of the fund. */
function letters(
  readers: readonly Reader[],
  subject: string,
  paragraphs: readonly string[],
): OutboxMessage[] {
  return readers.map(({ name, email }) => ({
    to: email,
    subject,
    text: [`Bonjour ${name},`, ...paragraphs, SIGNATURE].join("\n\n"),
  }));
}

const follow = ({ id }: File) =>
  `Pour suivre le dossier, entrez dans votre espace : /collectif/dossiers/${id}`;

/** The receipt of a sending, to every member. */
export function receiptMails(
  readers: readonly Reader[],
  file: File,
  sent: { receiptNumber: string; at: number; dueAt: number },
): OutboxMessage[] {
  return letters(readers, `Dossier ${file.number} : votre reçu ${sent.receiptNumber}`, [
    `Votre dossier « ${file.title} » est envoyé depuis le ${formatInstant(sent.at, "fr")}.\nNuméro du reçu : ${sent.receiptNumber}`,
    `Une personne du fonds le lit et vous répond au plus tard le ${formatInstant(sent.dueAt, "fr")}.`,
    follow(file),
  ]);
}

/** A question of the officer: what, under which article, until when. */
export function doubtMails(
  readers: readonly Reader[],
  file: File,
  doubt: { article: string; question: string; answerDueAt: number },
): OutboxMessage[] {
  return letters(readers, `Dossier ${file.number} : une question du fonds`, [
    `Il manque quelque chose à votre dossier « ${file.title} ».`,
    doubt.question,
    `Article cité : ${article(doubt.article)}`,
    `Vous avez au moins jusqu’au ${formatInstant(doubt.answerDueAt, "fr")} pour répondre. Pendant ce temps, notre délai est suspendu.`,
    follow(file),
  ]);
}

/** The file is admitted. */
export function admissionMails(readers: readonly Reader[], file: File): OutboxMessage[] {
  return letters(readers, `Dossier ${file.number} : il est recevable`, [
    `Votre dossier « ${file.title} » est recevable. Il est maintenant public.`,
    "La suite : le jury le lit, puis les habitantes et habitants votent.",
    follow(file),
  ]);
}

/** The file is not admitted: the article and the reason. */
export function refusalMails(
  readers: readonly Reader[],
  file: File,
  refusal: { article: string; reason: string },
): OutboxMessage[] {
  return letters(readers, `Dossier ${file.number} : il n’est pas recevable`, [
    `Votre dossier « ${file.title} » n’est pas recevable.`,
    `Article cité : ${article(refusal.article)}`,
    `Raison : ${refusal.reason}`,
    follow(file),
  ]);
}

/** The collective has withdrawn its file. */
export function withdrawalMails(readers: readonly Reader[], file: File): OutboxMessage[] {
  return letters(readers, `Dossier ${file.number} : il est retiré`, [
    `Votre collectif a retiré le dossier « ${file.title} ». Personne ne l’examine plus.`,
    "Rien n’est effacé : vous pouvez toujours le relire dans votre espace.",
  ]);
}
