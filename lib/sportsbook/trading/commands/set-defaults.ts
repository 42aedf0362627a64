import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { bool, float8, int4, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { rewriteMarkets } from "../market.ts";
import { type MarketSet, SetDefaultsInput, type SetDefaultsRefusal } from "../schema.ts";
import { marginColumns } from "../settings.ts";

const lockEvents = statement({
  text: `
    select pg_advisory_xact_lock(k) from (
      select distinct book_lock_key('event', e.id) as k from event e
       where e.competition_id = $1 and e.status in (0, 1, 2, 6, 7, 8) order by 1) keys`,
  params: [text],
  row: {},
});

const competition = statement({
  text: `
    select exists (select from competition where id = $1) as known, coalesce(max(version), 0) as version, bool_or(off) as off,
           max(method) as method, max(overround) as overround
      from competition_control where competition_id = $1 and market_type = $2`,
  params: [text, text],
  row: {
    known: bool,
    version: int4,
    off: nullable(bool),
    method: nullable(text),
    overround: nullable(float8),
  },
});

const save = statement({
  text: `
    insert into competition_control as c (competition_id, market_type, version, off, method, overround, by)
    values ($1, $2, 1, $3, $4, $5, $6)
    on conflict (competition_id, market_type) do update set version = c.version + 1, off = excluded.off, method = excluded.method,
      overround = excluded.overround, by = excluded.by, at = clock_timestamp()
     where c.version = $7
    returning version`,
  params: [text, text, bool, nullable(text), nullable(float8), uuid, int4],
  row: { version: int4 },
});

const markets = statement({
  text: `
    select m.id from market m join event e on e.id = m.event_id
     where e.competition_id = $1 and e.status in (0, 1, 2, 6, 7, 8) and m.market_type = $2 and m.status > -3 order by m.id`,
  params: [text, text],
  row: { id: text },
});

/** Sets margin and availability of a market type in a competition, and writes its open markets with them at once. A market's own settings come first. */
export const setDefaults = defineCommand({
  name: "competition.set_defaults",
  summary: "Sets the margin and the availability of a market type in a competition.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetDefaultsInput,
  refusals: { unknown_competition: 404, control_changed: 409 },
  audit: ({ competitionId, note }) => ({ subject: `competition:${competitionId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<MarketSet, SetDefaultsRefusal>> => {
    const { competitionId, marketType, margin, off } = input;
    await lockEvents.run([competitionId], tx);
    const before = await competition.first([competitionId, marketType], tx);
    if (!before?.known) return refuse({ code: "unknown_competition" });
    if (before.version !== input.version) return refuse({ code: "control_changed" });
    const settings = { off, ...marginColumns(margin) };
    const saved = await save.first(
      [competitionId, marketType, off, settings.method, settings.overround, actor.staffId, input.version],
      tx,
    );
    if (!saved) return refuse({ code: "control_changed" });
    const open = await markets.all([competitionId, marketType], tx);
    const eventIds = await rewriteMarkets(
      tx,
      open.map(({ id }) => id),
    );
    onCommit(() => announceEvents(eventIds));
    return changed(
      { version: saved.version },
      { before: { marketType, ...before }, after: { marketType, ...settings, events: eventIds.length } },
    );
  },
});
