import type pg from "pg";
import type { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { bool, statement, text } from "#lib/platform/database/statement.ts";
import { defineCommand } from "#lib/players/index.ts";
import {
  announceEvents,
  applyBook,
  MARKET_STATUS,
  type MarketPrice,
  type WrittenMarket,
} from "#lib/sportsbook/markets/index.ts";
import { eventsWrite } from "../../../permissions.ts";
import { changeOf, lockMarket, type MarketNow, marketNow, priceOf, saveSettings } from "../../market.ts";
import type { MarketSet } from "../../schema.ts";
import { OUTCOMES_MAX, UpdateOutcomesInput, type UpdateOutcomesRefusal } from "../schema.ts";
import { betsOn, bookFault, ladderFault, nameFault, specialsOn } from "../write.ts";

type Input = z.output<typeof UpdateOutcomesInput>;

const suspended = statement({
  text: `
    select exists (select from suspension s where s.lifted_at is null and s.source = 'staff'
                      and (s.scope, s.scope_id) in (('market', $1), ('event', $2))) as suspended`,
  params: [text, text],
  row: { suspended: bool },
});

const renames = (input: Input, { written }: MarketNow): boolean =>
  (input.title !== undefined && input.title !== written?.title) || input.rename.length > 0;

/** Why the names of the market must stay as they are; null where they may change. */
const renameFault = async (tx: pg.PoolClient, market: MarketNow): Promise<UpdateOutcomesRefusal | null> => {
  if ((await betsOn(tx, market.id)) > 0) return { code: "market_has_bets" };
  if (market.status === MARKET_STATUS.inactive) return null;
  const stopped = await suspended.first([market.id, market.eventId], tx);
  return stopped?.suspended ? null : { code: "market_on_sale" };
};

type Edited = MarketPrice & { id: string; written: WrittenMarket };

const edited = (
  market: MarketNow,
  written: WrittenMarket,
  { title, rename, add, offer }: Input,
): Result<Edited, UpdateOutcomesRefusal> => {
  const price = priceOf(market);
  const keys = new Set(market.outcomes.map(({ key }) => key));
  if ([...rename, ...offer].some(({ key }) => !keys.has(key))) return refuse({ code: "unknown_outcome" });
  const decided = new Set(market.outcomes.flatMap((each) => (each.decided ? [each.key] : [])));
  if (offer.some(({ key }) => decided.has(key))) return refuse({ code: "outcome_decided" });
  if (price.outcomes.length + add.length > OUTCOMES_MAX) return refuse({ code: "too_many_outcomes" });
  const active = new Map(offer.map((each) => [each.key, each.active]));
  // Keys count on: an outcome keeps its own for ever.
  const next = Math.max(...price.outcomes.map(({ key }) => Number(key))) + 1;
  const added = add.map((outcome, at) => ({ ...outcome, key: String(next + at) }));
  return accept({
    ...price,
    written: {
      ...written,
      ...(title !== undefined && { title }),
      outcomes: {
        ...written.outcomes,
        ...Object.fromEntries([...rename, ...added].map(({ key, name }) => [key, name])),
      },
    },
    outcomes: [
      ...price.outcomes.map((each) => ({ ...each, active: active.get(each.key) ?? each.active })),
      ...added.map(({ key, odds }, at) => ({
        key,
        position: price.outcomes.length + at,
        odds,
        probability: null,
        active: true,
      })),
    ],
  });
};

/**
 * Adds outcomes to a market that staff wrote, withdraws or offers them, or corrects its names. Once it returns, no bet on a withdrawn
 * outcome is accepted. Names change only while nobody has bet and nobody can.
 */
export const updateOutcomes = defineCommand({
  name: "market.update_outcomes",
  summary: "Adds, withdraws or renames outcomes of a market that staff wrote.",
  actor: "staff",
  permission: eventsWrite,
  idempotency: "key",
  input: UpdateOutcomesInput,
  refusals: {
    unknown_market: 404,
    unknown_outcome: 404,
    control_changed: 409,
    market_closed: 409,
    market_not_written: 409,
    outcome_decided: 409,
    market_has_bets: 409,
    market_on_sale: 409,
    too_many_outcomes: 422,
    same_title: 409,
    same_outcome: 422,
    winners_out_of_range: 422,
    outcome_off_ladder: 422,
    book_below_fair: 409,
  },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<MarketSet, UpdateOutcomesRefusal>> => {
    const locked = await lockMarket(tx, input);
    if (!locked.ok) return locked;
    const market = locked.value;
    const { id, eventId, written } = market;
    if (!written) return refuse({ code: "market_not_written" });
    const renameRefused = renames(input, market) ? await renameFault(tx, market) : null;
    if (renameRefused) return refuse(renameRefused);
    const next = edited(market, written, input);
    if (!next.ok) return next;
    const others = (await specialsOn(tx, eventId)).flatMap((other) =>
      other.open && other.written.title !== written.title ? [other.written.title] : [],
    );
    const fault = nameFault(next.value.written, others) ?? ladderFault(input.add);
    if (fault) return refuse(fault);
    const version = await saveSettings(tx, market, actor.staffId);
    await applyBook([{ eventId, markets: [next.value] }], tx);
    const after = await marketNow(tx, id);
    const offered = (after?.outcomes ?? []).map(({ odds, ...outcome }) => ({
      ...outcome,
      odds: odds === null ? null : BigInt(odds),
    }));
    const below = input.belowFair ? null : bookFault(offered, written.winners);
    if (below) return refuse(below);
    onCommit(() => announceEvents([eventId]));
    return changed({ version }, await changeOf(tx, market));
  },
});
