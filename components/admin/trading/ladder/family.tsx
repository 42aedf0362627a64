import { Badge } from "#components/ui/badge.tsx";
import { Result } from "../../money.tsx";
import { familyName } from "../../names.ts";
import type { DeskFamily } from "./families.ts";
import { FoldableFamily } from "./fold.tsx";
import type { Folds } from "./folds.ts";
import { Sheets } from "./grid.tsx";
import type { LadderPage } from "./market.ts";
import { Ladder } from "./rows.tsx";

/** One family of markets: open where it has bets or is one of the main ones, or as the trader left it. */
export function FamilyLadder({
  family,
  folds,
  open = false,
  page,
}: {
  family: DeskFamily;
  folds: Folds;
  /** Whatever was folded: the trader asked for these markets. */
  open?: boolean;
  page: LadderPage;
}) {
  const { t, format, currency, sportId, participants } = page;
  const [first] = family.markets;
  const name = familyName(t, { ...first, sportId, participants });
  const id = `${sportId}/${family.key}`;
  const stopped = family.markets.filter(({ suspensions, off }) => off || suspensions.length > 0).length;
  const summary = (
    <>
      {stopped > 0 ? <Badge tone="down">{t("desk.stopped", { count: stopped })}</Badge> : null}
      {family.bets > 0 ? (
        <>
          <span>{t("desk.betsOf", { bets: family.bets })}</span>
          <span className="figures">{format.money(family.stake, currency)}</span>
          <Result currency={currency} format={format} minor={family.worst} />
        </>
      ) : (
        <span>{t("desk.noBets")}</span>
      )}
      <span>{t("desk.lines", { count: family.markets.length })}</span>
    </>
  );
  return (
    <FoldableFamily
      folded={!open && (folds[id] ?? (family.bets === 0 && !family.main))}
      id={id}
      name={name}
      summary={summary}
    >
      {family.shape === "ladder" ? (
        <Ladder family={family} name={name} page={page} />
      ) : (
        <Sheets family={family} name={name} page={page} />
      )}
    </FoldableFamily>
  );
}
