import { z } from "zod";
import { forgetRecipient } from "#lib/notifications/index.ts";
import { bool, bpchar, int4, statement, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { retentionYears } from "#lib/players/index.ts";

const BATCH = 500;
const SHORTEST_YEARS = 1;

const closed = statement({
  text: `
    select p.id, p.country, min(x.starts_at) as "closedAt", clock_timestamp() as now
      from players_player_view p join players_exclusion_view x on x.player_id = p.id and x.kind = 'closure'
     where p.erased_at is null and x.starts_at < clock_timestamp() - make_interval(years => $1)
     group by p.id, p.country order by 3 limit ${BATCH}`,
  params: [int4],
  row: { id: uuid, country: bpchar, closedAt: timestamptz, now: timestamptz },
});

const erasing = statement({
  text: "select erase_player($1, $2) as erased",
  params: [uuid, int4],
  row: { erased: bool },
});

/** Erases the personal data of accounts whose legal retention is over, by the law of their country. Returns how many. */
export const eraseClosedAccounts = async (): Promise<number> => {
  let erased = 0;
  for (const { id, country, closedAt, now } of await closed.all([SHORTEST_YEARS])) {
    const years = await retentionYears(country);
    const end = new Date(closedAt);
    end.setUTCFullYear(end.getUTCFullYear() + years);
    if (end > now) continue;
    const done = await transaction(async (tx) => {
      const found = await erasing.first([id, years], tx);
      if (found?.erased) await forgetRecipient(tx, id);
      return found?.erased ?? false;
    });
    if (done) erased += 1;
  }
  return erased;
};

export const eraseAccountsJob = defineJob({
  name: "erase-accounts",
  payload: z.object({}),
  cron: "29 4 * * *",
  background: true,
  run: async () => ({ accountsErased: await eraseClosedAccounts() }),
});
