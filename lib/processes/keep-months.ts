import { rollUpHouse } from "#lib/ledger/index.ts";
import { env } from "#lib/platform/config/env.ts";
import {
  analyzePartitioned,
  type Detachable,
  detachMonths,
  makePartitionsAhead,
} from "#lib/platform/database/partitions.ts";
import { log } from "#lib/platform/observability/log.ts";
import { forgetPlayerStakes } from "#lib/sportsbook/betting/index.ts";

const detach = async (what: Detachable, months: number): Promise<void> => {
  for (const { startsAt, outcome } of await detachMonths(what, months)) {
    const month = startsAt.toISOString().slice(0, 7);
    if (outcome === "detached") log.info({ what, month }, "a month was detached into the archive");
    else log.warn({ what, month, reason: outcome }, "a month that is past its time has to stay");
  }
};

/** Makes the months to come, detaches those that are past what the configuration keeps, and deletes counters of no more use. */
export const keepMonths = async (): Promise<void> => {
  const made = await makePartitionsAhead();
  if (made > 0) log.info({ made }, "months were made ahead");
  const { FEED_RETENTION_MONTHS, BET_RETENTION_MONTHS } = env();
  await detach("feeds", FEED_RETENTION_MONTHS);
  if (BET_RETENTION_MONTHS !== undefined) {
    await rollUpHouse();
    await detach("bets", BET_RETENTION_MONTHS);
    await detach("entries", BET_RETENTION_MONTHS);
  }
  await forgetPlayerStakes();
  await analyzePartitioned();
};
