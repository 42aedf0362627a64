import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { createBatcher } from "#lib/platform/database/batching.ts";
import { isInputFault } from "#lib/platform/database/db.ts";
import { array, jsonText, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { DecisionRecord } from "./record.ts";
import type { BetRefusal } from "./schema.ts";

type RefusalRow = {
  id: string;
  player_id: string;
  code: string;
  refusal: string;
  slip: string;
  decision: string | null;
};

const insertAll = statement({
  name: "insert-refusals",
  text: `
    insert into bet_refusal (id, player_id, code, refusal, slip, decision)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[])`,
  params: [
    array(uuid),
    array(uuid),
    array(text),
    array(jsonText),
    array(jsonText),
    array(nullable(jsonText)),
  ],
  row: {},
});

const insertMany = async (refusals: RefusalRow[]): Promise<undefined[]> => {
  await insertAll.run([
    refusals.map((row) => row.id),
    refusals.map((row) => row.player_id),
    refusals.map((row) => row.code),
    refusals.map((row) => row.refusal),
    refusals.map((row) => row.slip),
    refusals.map((row) => row.decision),
  ]);
  return refusals.map(() => undefined);
};

const insert = createBatcher(insertMany, { sizeMax: 200, lanes: 1, isolates: isInputFault });
const pending = new Set<Promise<unknown>>();

/** Records why a bet was refused and the inputs of the decision. The player does not wait for it. */
export const recordRefusal = (playerId: string, refusal: BetRefusal, record: DecisionRecord): void => {
  const writing = insert({
    id: uuidv7(record.nowMs),
    player_id: playerId,
    code: refusal.code,
    refusal: canonicalJson(refusal),
    slip: JSON.stringify(record.slip),
    decision: JSON.stringify(record),
  }).catch((error) =>
    log.error({ err: error, playerId, code: refusal.code }, "a refusal could not be recorded"),
  );
  pending.add(writing);
  void writing.finally(() => pending.delete(writing));
};

/** Waits until every refusal so far is written. For shutdown and tests. */
export const refusalsWritten = async (): Promise<void> => {
  await Promise.all(pending);
};
