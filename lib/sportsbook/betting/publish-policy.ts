import type pg from "pg";
import { canonicalJson } from "#lib/kernel/json.ts";
import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import type { PolicyDraft } from "./policy.ts";

/** Someone else put `version` in force since: what was decided upon is no longer what stands. */
export type PolicyChanged = { code: "policy_changed"; version: number };

/**
 * Puts rules in force as the version after `base`, and answers its number. Versions are only ever added. It waits for the
 * commits that are under way, so that once its transaction is committed no bet decided under an older version is accepted;
 * those that wait for their delay are decided by the new one.
 */
export const publishPolicy = async (
  { base, rules, by }: { base: number; rules: PolicyDraft; by: string },
  client: pg.PoolClient,
): Promise<Result<number, PolicyChanged>> => {
  await client.query("select pg_advisory_xact_lock(book_lock_key('all', ''))");
  const { rows } = await client.query<{ version: number }>(
    "select max(version) as version from betting_policy",
  );
  const newest = rows[0]?.version ?? 0;
  if (newest !== base) return refuse({ code: "policy_changed", version: newest });
  await client.query("insert into betting_policy (version, rules, created_by) values ($1, $2, $3)", [
    base + 1,
    canonicalJson(rules),
    by,
  ]);
  return accept(base + 1);
};
