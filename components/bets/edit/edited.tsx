import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { PageLink } from "../../ui/page-link.tsx";

/** Ties a bet that its player edited to the bet that took its place, both ways. */
export function Edited({ bet }: { bet: Pick<BetView, "cashOut" | "editOf"> }) {
  const t = useTranslations("bets.edit");
  const links = [
    ...(bet.editOf ? [{ to: bet.editOf, text: t("tookPlace"), link: t("toOld") }] : []),
    ...(bet.cashOut?.editId ? [{ to: bet.cashOut.editId, text: t("replaced"), link: t("toNew") }] : []),
  ];
  return links.map(({ to, text, link }) => (
    <p key={to} className="border-t px-4 py-2.5 text-muted text-sm">
      {text}{" "}
      <PageLink
        href={`/bets/${to}` as Route}
        className="inline-flex min-h-6 items-center underline underline-offset-4 hover:text-ink"
      >
        {link}
      </PageLink>
    </p>
  ));
}
