import { z } from "zod";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { statement, uuid } from "#lib/platform/database/statement.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { checkRegister } from "./check.ts";

const excluded = statement({
  text: `
    select distinct x.player_id as id from player_exclusion x
     where x.kind = 'register' and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)`,
  params: [],
  row: { id: uuid },
});

/** Asks once a day about players whom a register excluded, so that an exclusion ends when the register says so. */
export const checkRegistersJob = defineJob({
  name: "check-registers",
  payload: z.object({}),
  cron: "17 5 * * *",
  background: true,
  run: async () => {
    const now = new Date(await databaseNowMs());
    for (const { id } of await excluded.all([])) await checkRegister(id, "daily", now);
    return undefined;
  },
});
