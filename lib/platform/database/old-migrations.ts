import { readFile } from "node:fs/promises";
import type pg from "pg";

/** The migrations that the baseline replaced, with all that they left behind in a database. */
const REPLACED = [
  "20261121000100_platform_players",
  "20261121000200_ledger",
  "20261121000300_sportsbook",
  "20261121000400_betting",
  "20261121000450_incident_version",
  "20261121000500_cashier",
  "20261121000700_corrections",
  "20261121000900_backoffice",
  "20261121001000_partitions",
  "20261121001050_detached_months",
  "20261121001060_account_lookup",
  "20261121001100_in_play_delay",
  "20261121001200_settlement_by_staff",
  "20261121001250_process_samples",
  "20261121001400_settle_in_lanes",
  "20261121001500_lease_vouches",
  "20261121001510_recovery_requests",
  "20261121001600_settle_lighter",
  "20261121001700_settle_in_hand",
  "20261121001800_bets_lighter",
  "20261129000100_definer_functions",
  "20261129000110_narrow_grants",
  "20261129000120_demo_accounts",
  "20261129000301_settle_by_outcome",
  "20261129000302_event_life",
  "20261129000303_void_by_rule",
  "20261129000304_rule_voids_are_cancellations",
  "20261129000400_cumulative_limits",
  "20261129000410_canonical_keys",
  "20261129000420_stake_returned",
  "20261129000430_stakes_of_decided_markets",
  "20261129000440_stakes_by_event",
];
const LAST_COMMIT = "6dca0ec";

const LEFT_BEHIND = `
  drop function settlement_transfer_id_hashed cascade;
  drop function if exists
    bet_standing, bet_standing_if, leg_result, leg_standing, market_said, market_standing, market_standing_of, market_words_standing,
    outcome_standing, settlement_words, standing_suspension, status_standing, take_settlements cascade;
  drop type settled_bet`;

// Reads a table of the ledger before the ledger has its views.
const FORMER_IDS = "prisma/takeover/former-transfer-ids.sql";

/**
 * Whether this database was made by the migrations that the baseline replaced, so that the baseline counts as applied. Removes what they
 * left behind. Throws when they were applied in part only.
 */
export const takeOverOldMigrations = async (
  client: pg.Client,
  history: ReadonlySet<string>,
): Promise<boolean> => {
  const missing = REPLACED.filter((name) => !history.has(name));
  if (missing.length === REPLACED.length) return false;
  if (missing.length > 0)
    throw new Error(
      `this database lacks ${missing.length} of the migrations that the baseline replaced, first ${missing[0]}: ` +
        `run \`npm run migrate\` of commit ${LAST_COMMIT} (the last 0.1.0 before the baseline), then this version`,
    );
  const { rows } = await client.query<{ found: boolean }>(await readFile(FORMER_IDS, "utf8"));
  if (rows[0]?.found)
    throw new Error(
      "this database holds bets that were settled by a development version from before transfer ids began with the bet's time; " +
        "this version cannot correct them: start with a new database",
    );
  await client.query(LEFT_BEHIND);
  return true;
};
