import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { api } from "#server/context.ts";

/** For the members of collectives: their agreements, said louder while one waits for a signature; nothing while there is none. */
export async function AgreementsToDo() {
  const [t, caller] = await Promise.all([getTranslations("treasury"), api()]);
  const agreements = await caller.treasury.myAgreements();
  if (agreements.length === 0) return null;
  const toSign = agreements.filter(({ collectiveSignedAt }) => collectiveSignedAt === null).length;
  return (
    <Notice
      kind={toSign > 0 ? "warning" : "info"}
      title={toSign > 0 ? t("toDo.sign", { count: toSign }) : t("agreement.list")}
    >
      <ButtonLink kind={toSign > 0 ? "main" : "second"} href="/collectif/conventions">
        {toSign > 0 ? t("desk.read") : t("desk.see")}
      </ButtonLink>
    </Notice>
  );
}

/** For case officers: the tranches whose condition they may certify now; nothing while there is none. */
export async function TranchesToCertify() {
  const [t, caller] = await Promise.all([getTranslations("treasury"), api()]);
  const { tranches } = await caller.treasury.desk();
  const count = tranches.filter(
    ({ waiting }) => waiting.act === "certify" && waiting.isMine && waiting.blockedBy.length === 0,
  ).length;
  if (count === 0) return null;
  return (
    <Notice title={t("toDo.certify", { count })}>
      <ButtonLink kind="second" href="/tresorerie">
        {t("toDo.openDesk")}
      </ButtonLink>
    </Notice>
  );
}
