import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, nullable, statement, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerReturnAsked } from "../events.ts";
import type { ReturnRefusal } from "./schema.ts";

const openTerms = statement({
  text: `
    select x.id, x.ends_at as "endsAt", coalesce(x.ends_at <= now(), false) as over
      from player_exclusion x
     where x.player_id = $1 and x.kind = 'self_exclusion'
       and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)
     order by x.ends_at desc nulls first`,
  params: [uuid],
  row: { id: uuid, endsAt: nullable(timestamptz), over: bool },
});

// The database refuses any other end than this, or a later one.
const ending = statement({
  text: `
    insert into player_exclusion_end (exclusion_id, ends_at) values ($1, now() + interval '24 hours')
    on conflict (exclusion_id) do nothing returning ends_at as "endsAt"`,
  params: [uuid],
  row: { endsAt: timestamptz },
});

/** Ends the self-exclusions of a player whose terms are all over, 24 hours from now. */
export const askToReturn = async (
  tx: pg.PoolClient,
  playerId: string,
): Promise<Result<{ returnsAt: Date }, ReturnRefusal>> => {
  const terms = await openTerms.all([playerId], tx);
  const running = terms.find(({ over }) => !over);
  if (running) return refuse({ code: "term_not_over", until: running.endsAt?.toISOString() ?? null });
  let returnsAt: Date | null = null;
  for (const { id } of terms) returnsAt = (await ending.first([id], tx))?.endsAt ?? returnsAt;
  if (!returnsAt) return refuse({ code: "not_self_excluded" });
  await publish(tx, playerReturnAsked, { playerId, returnsAt: returnsAt.toISOString() });
  return accept({ returnsAt });
};
