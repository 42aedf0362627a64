import { z } from "zod";
import { ODDS_CHOICES } from "#lib/core/odds-choice.ts";
import { idText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import { selectionsOf } from "./builder/selections.ts";
import { isSystem, LINES_MAX } from "./lines.ts";

export const LEGS_MAX = 20;

export const OddsChoice = z.enum(ODDS_CHOICES);
export type OddsChoice = z.infer<typeof OddsChoice>;

const OddsText = z
  .string()
  .regex(/^\d{5,9}$/)
  .transform((text) => BigInt(text));

const Position = z
  .int()
  .min(0)
  .max(LEGS_MAX - 1);

export const SlipLeg = z.object({
  marketId: idText(200),
  outcomeKey: idText(40),
  /** The price that the player saw, ×10⁻⁴. Only used to notice a change. */
  odds: OddsText,
  /**
   * The number of the bet builder that it belongs to: legs of one event with one price. The odds of its first leg are that price, those of
   * the others are not read.
   */
  builder: Position.optional(),
});
export type SlipLeg = z.output<typeof SlipLeg>;

export const SlipFields = z.object({
  /** Made by the client once per intended bet; a retry sends it again. */
  idempotencyKey: uuidText(),
  /** Of one line, as plain decimal text in the player's currency, "12.50". */
  stake: plainText(20),
  legs: z.array(SlipLeg).min(1).max(LEGS_MAX),
  /** Every combination, of each of these sizes, of the selections (a builder is one) that are not bankers, each with all bankers: a Trixie has the sizes 2 and 3. */
  system: z
    .object({
      sizes: z.array(z.int().min(1).max(LEGS_MAX)).min(1).max(LEGS_MAX),
      /** Positions of selections that every line has. */
      bankers: z.array(Position).max(LEGS_MAX).default([]),
    })
    .optional(),
  oddsChoice: OddsChoice,
});

type Shape = Pick<z.output<typeof SlipFields>, "legs" | "system">;

/** The same with more fields: builders have two legs or more, and a system is one on its selections. */
export const sound = <Fields extends z.ZodType<Shape>>(fields: Fields): Fields =>
  fields
    .refine(({ legs }) => selectionsOf(legs).every((each) => each.builder === null || each.legs.length > 1), {
      message: "a builder has two legs or more",
      path: ["legs"],
    })
    .refine(({ legs, system }) => !system || isSystem(selectionsOf(legs).length, system), {
      message: `not a system of 2 to ${LINES_MAX} lines on these legs`,
      path: ["system"],
    });
/** A single, an accumulator of up to twenty legs, or a system on them. */
export const SlipInput = sound(
  SlipFields.extend({
    /** The free bet that is the stake: its whole amount, and not of a system. */
    freeBet: uuidText().optional(),
    /** The price boost that it is placed at: of a single that is paid for in cash. Without it, the plain odds apply. */
    boost: uuidText().optional(),
  }),
).refine(({ boost, freeBet, legs, system }) => !boost || (legs.length === 1 && !system && !freeBet), {
  message: "a boost is for a single that is paid for in cash",
  path: ["boost"],
});
export type SlipInput = z.output<typeof SlipInput>;

/** The inputs of a decision. */
export type Slip = Omit<SlipInput, "idempotencyKey">;
