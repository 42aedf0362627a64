import type pg from "pg";
import { canonicalJson } from "#lib/core/json.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, int4, jsonText, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { currentRequestId } from "#lib/platform/observability/log.ts";
import type { PolicyDraft } from "./policy.ts";

/** Someone else has published `version` since: the change was based on outdated rules. */
export type PolicyChanged = { code: "policy_changed"; version: number };

const publish = statement({
  text: "select published, version from publish_policy($1, $2, $3, $4, $5)",
  params: [uuid, int4, jsonText, text, nullable(text)],
  row: { published: bool, version: int4 },
});

/**
 * Publishes rules as the version after `base`, with an audit entry for the staff session, and returns its number.
 * Versions are only ever added. It waits for commits in progress, so that once its transaction is committed no bet
 * decided under an older version is accepted; pending bets are decided by the new one.
 */
export const publishPolicy = async (
  { base, rules, sessionId, reason }: { base: number; rules: PolicyDraft; sessionId: string; reason: string },
  client: pg.PoolClient,
): Promise<Result<number, PolicyChanged>> => {
  const answer = await publish.first(
    [sessionId, base, canonicalJson(rules), reason, currentRequestId()],
    client,
  );
  if (!answer) throw new Error("publish_policy returned nothing");
  return answer.published
    ? accept(answer.version)
    : refuse({ code: "policy_changed", version: answer.version });
};
