import { eventStates, marketRows } from "../cash-out/facts.ts";
import { outlookOf } from "../cash-out/outlooks.ts";
import type { SlipLeg } from "../schema.ts";
import { type BuilderProblem, type Joint, jointOf } from "./joint.ts";
import { selectionsOf } from "./selections.ts";

/** A builder of a slip, by its number, as the model sees it at the moment of the snapshot. */
export type BuilderFacts = { builder: number } & (Joint | BuilderProblem);

type Legs = readonly Pick<SlipLeg, "marketId" | "outcomeKey" | "builder">[];

const hasBuilder = (legs: Legs): boolean => legs.some(({ builder }) => builder !== undefined);

/** The builders of each slip. Reads nothing where there are none. Call it after prices were read: a commit checks their versions. */
export const loadBuilders = async (slips: readonly Legs[]): Promise<BuilderFacts[][]> => {
  const legs = slips.filter(hasBuilder).flat();
  if (legs.length === 0) return slips.map(() => []);
  const rows = await marketRows([...new Set(legs.map(({ marketId }) => marketId))]);
  const markets = new Map(rows.map((row) => [row.id, row]));
  const { events } = await eventStates([...new Set(rows.map((row) => row.event_id))]);
  return slips.map((slip) =>
    selectionsOf(slip).flatMap(({ builder, legs: positions }): BuilderFacts[] => {
      if (builder === null) return [];
      const own = positions.flatMap((at) => slip[at] ?? []);
      const known = own.flatMap(({ marketId, outcomeKey }) => {
        const row = markets.get(marketId);
        return row
          ? [
              {
                marketId,
                outcomeKey,
                marketType: row.market_type,
                specifiers: row.specifiers,
                eventId: row.event_id,
              },
            ]
          : [];
      });
      const state = events.get(known[0]?.eventId ?? "");
      const together = known.length === own.length && new Set(known.map(({ eventId }) => eventId)).size === 1;
      const joint = jointOf(
        together ? known : own.map((leg) => ({ ...leg, marketType: "", specifiers: "" })),
        together && state ? outlookOf(state) : null,
      );
      return [{ builder, ...joint }];
    }),
  );
};
