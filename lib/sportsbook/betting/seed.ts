import { ownerRows } from "#lib/platform/database/owner.ts";
import { FIRST_RULES, PolicyRules } from "./policy.ts";

const ADD_DELAYS = `
  insert into betting_policy (version, rules)
  select p.version + 1, p.rules || $1::jsonb from betting_policy p
   where p.version = (select max(version) from betting_policy) and not p.rules ? 'inPlayDelayMsDefault'
  on conflict do nothing`;

/**
 * Creates the first betting policy of a new site, and a new version for one from before in-play delays. Does nothing
 * otherwise. Writes as the owner: the application may not.
 * @param inPlayDelayMs in place of the delays of FIRST_RULES, the same for every sport
 */
export const seedPolicy = async ({
  inPlayDelayMs,
}: {
  inPlayDelayMs?: number | undefined;
} = {}): Promise<void> => {
  const rules: typeof FIRST_RULES = {
    ...FIRST_RULES,
    ...(inPlayDelayMs !== undefined && { inPlayDelayMs: {}, inPlayDelayMsDefault: inPlayDelayMs }),
  };
  PolicyRules.parse(rules);
  await ownerRows(
    "insert into betting_policy (version, rules) values (1, $1::jsonb) on conflict do nothing",
    [JSON.stringify(rules)],
  );
  const { inPlayDelayMs: bySport, inPlayDelayMsDefault } = rules;
  await ownerRows(ADD_DELAYS, [JSON.stringify({ inPlayDelayMs: bySport, inPlayDelayMsDefault })]);
};
