import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { bool, type Connection, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";

const block = statement({
  text: `
    insert into instrument_block (id, instrument_id, fingerprint, reason, blocked_by)
    select $1, i.id, i.fingerprint, $3, $4 from payment_instrument i where i.id = $2
    on conflict (instrument_id) where lifted_at is null do nothing`,
  params: [uuid, uuid, text, uuid],
  row: {},
});

/** Blocks an instrument for everybody who uses the same one. False where there is none, or it is blocked already. */
export const blockInstrument = async (
  { instrumentId, reason, staffId }: { instrumentId: string; reason: string; staffId: string },
  client: pg.PoolClient,
): Promise<boolean> => (await block.run([uuidv7(), instrumentId, reason, staffId], client)) > 0;

const lift = statement({
  text: `
    update instrument_block b set lifted_by = $2, lifted_at = clock_timestamp()
      from payment_instrument i
     where i.id = $1 and b.lifted_at is null and (b.instrument_id = i.id or b.fingerprint = i.fingerprint)`,
  params: [uuid, uuid],
  row: {},
});

/** Lifts every block on an instrument, also those that came with the same card of somebody else. */
export const unblockInstrument = async (
  instrumentId: string,
  staffId: string,
  client: pg.PoolClient,
): Promise<boolean> => (await lift.run([instrumentId, staffId], client)) > 0;

const blocked = statement({
  text: `
    select coalesce($1::uuid is not null and instrument_blocked($1), false)
        or exists (select from instrument_block b where b.lifted_at is null and b.fingerprint = $2) as yes`,
  params: [nullable(uuid), nullable(text)],
  row: { yes: bool },
});

/** Whether staff have blocked what somebody is about to pay with, by what is known of it. */
export const isBlocked = async (
  { instrumentId, fingerprint }: { instrumentId: string | null; fingerprint: string | null },
  client?: Connection,
): Promise<boolean> => (await blocked.first([instrumentId, fingerprint], client))?.yes ?? false;
