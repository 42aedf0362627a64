import { z } from "zod";
import { int2, json, only } from "#lib/platform/database/statement.ts";
import type { StoredOutcomes } from "./schema.ts";

// Columns that several statements of this module read.

export const certainty = only(int2, z.union([z.literal(1), z.literal(2)]));

export const storedOutcomes = json<StoredOutcomes>(
  z.record(
    z.string(),
    z.object({
      result: z.union([z.literal(0), z.literal(1)]),
      voidFactor: z.number().nullable(),
      deadHeatFactor: z.object({ numerator: z.number(), denominator: z.number() }).nullable(),
    }),
  ),
);
