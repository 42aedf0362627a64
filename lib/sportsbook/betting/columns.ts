import { z } from "zod";
import { json, nullable, only, text } from "#lib/platform/database/statement.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import type { DecisionRecord, StoredRefusal } from "./record.ts";
import { OddsChoice, PENDING_REASONS, SETTLED_RESULTS } from "./schema.ts";

// Columns that several statements of this module read.

export const settledResult = only(text, z.enum(SETTLED_RESULTS));
export const betStatus = only(text, z.enum(["open", "settled"]));

export const SYSTEM = z.object({ sizes: z.array(z.number()), bankers: z.array(z.number()) });

const SLIP = z.object({
  stake: z.string(),
  oddsChoice: OddsChoice,
  legs: z.array(
    z.object({
      marketId: z.string(),
      outcomeKey: z.string(),
      odds: z.string(),
      builder: z.number().optional(),
    }),
  ),
  system: SYSTEM.optional(),
  freeBet: z.string().optional(),
  boost: z.string().optional(),
});

/** The slip of a recorded decision. */
export const slip = json<DecisionRecord["slip"]>(SLIP);

const PLAIN = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The inputs of a decision, of any version of the rules. */
export const decisionRecord = json<DecisionRecord>(
  z.looseObject({
    nowMs: z.number(),
    rules: z.number().optional(),
    policyVersion: z.number(),
    slip: SLIP,
    player: z
      .looseObject({
        id: z.string(),
        status: z.string(),
        currency: z.string(),
        stakeFactorBp: z.number(),
        available: z.string(),
        sessionStands: z.boolean().optional(),
      })
      .nullable(),
    books: z.array(z.record(z.string(), PLAIN).nullable()),
    playerStakes: z
      .array(z.object({ outcome: z.string(), market: z.string(), event: z.string() }))
      .optional(),
    combinationPayout: z.string().optional(),
  }),
);

/** A refusal as it is stored; `readRefusal` reads it. */
export const storedRefusal = json<StoredRefusal>(
  z.custom<StoredRefusal>((value) => typeof (value as StoredRefusal | null)?.code === "string"),
);

/** Why a bet is pending, and the offer of a trader that its player may still answer. */
export const PENDING_COLUMNS = "w.reason, case when w.ruling is null then w.offer end as offer";
const OFFER = z.object({ stake: z.string(), odds: z.string().nullable() });
export const pendingColumns = {
  reason: only(text, z.enum(PENDING_REASONS)),
  offer: nullable(json(OFFER)),
};

const NAME = z.object({ name: z.string(), countryCode: z.string().nullable() });

/** A leg as `legJson` builds it, before odds and times are read. */
export const LEG = {
  eventId: z.string(),
  marketId: z.string(),
  marketType: z.string(),
  specifiers: z.string(),
  written: WRITTEN.nullable(),
  outcomeKey: z.string(),
  odds: z.string(),
  event: z.object({
    name: z.string(),
    participants: z.array(NAME),
    sportId: z.string(),
    competition: z.string(),
    startsAt: z.string(),
    status: z.number(),
    score: z.unknown(),
  }),
};
