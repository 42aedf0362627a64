import { rows } from "#lib/platform/db.ts";
import { FIRST_RULES, PolicyRules } from "./policy.ts";

/** Gives a new house its first betting policy. Does nothing where there is one. */
export const seedPolicy = async (): Promise<void> => {
  PolicyRules.parse(FIRST_RULES);
  await rows("insert into betting_policy (version, rules) values (1, $1::jsonb) on conflict do nothing", [
    JSON.stringify(FIRST_RULES),
  ]);
};
