import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { Link } from "#components/ui/link.tsx";

type Exchange = {
  id: string;
  article: string;
  question: string;
  askedAt: number;
  answer: string | null;
  answeredAt: number | null;
};

/** An article of the rulebook with its sentence, leading to its page. */
export async function ArticleCited({ article }: { article: string }) {
  const t = await getTranslations("initiatives.rules");
  return (
    <>
      <Link href={`/regles/${article}`}>{article}</Link> : {t(`${article}.sentence` as "DOS-1.sentence")}
    </>
  );
}

/** One question of the fund, with the article it rests on. */
export async function Question({ doubt }: { doubt: Exchange }) {
  const t = await getTranslations("initiatives.doubts");
  return (
    <>
      <p className="text-slate">
        {t("askedOn")} <DateText at={doubt.askedAt} />
      </p>
      <p dir="auto" className="mt-1 font-bold whitespace-pre-line">
        {doubt.question}
      </p>
      <p className="text-slate mt-1">
        {t("cited")} : <ArticleCited article={doubt.article} />
      </p>
    </>
  );
}

/** Questions and answers in the order asked. */
export async function Exchanges({ doubts }: { doubts: readonly Exchange[] }) {
  const t = await getTranslations("initiatives");
  if (doubts.length === 0) return <p className="text-slate">{t("instruction.noExchange")}</p>;
  return (
    <ol className="space-y-6">
      {doubts.map((doubt) => (
        <li key={doubt.id} className="border-ink border-s-4 ps-4">
          <Question doubt={doubt} />
          {doubt.answer === null || doubt.answeredAt === null ? (
            <p className="text-slate mt-3">{t("instruction.noAnswer")}</p>
          ) : (
            <div className="mt-3">
              <p className="text-slate">
                {t("doubts.answeredOn")} <DateText at={doubt.answeredAt} />
              </p>
              <p dir="auto" className="whitespace-pre-line">
                {doubt.answer}
              </p>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
