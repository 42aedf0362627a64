import type { Route } from "next";
import { useTranslations } from "next-intl";
import { PageLink } from "../ui/page-link.tsx";

/** A link from a bet in a list to its own page. */
export function DetailsLink({ betId }: { betId: string }) {
  const t = useTranslations("bets");
  return (
    <PageLink
      href={`/bets/${betId}` as Route}
      className="-mx-2 -my-3 px-2 py-3 text-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-ink"
    >
      {t("details")}
    </PageLink>
  );
}
