import { z } from "zod";
import { Incident } from "../events/schema.ts";
import { SPORT_VIEWS, SPORTS, type Sport, type SportViews } from "../sports/index.ts";
import { winners } from "../sports/results.ts";
import { defineOutcomes, defineSport, defineViews } from "../sports/sport.ts";

type RaceScore = { phase: "not_started" | "running" | "ended"; runners: number; order: number[] };

const keysOf = ({ runners }: RaceScore): string[] =>
  Array.from({ length: runners }, (_, at) => String(at + 1));

const results = (marketType: string, { score, final }: { score: RaceScore; final: boolean }) => {
  if (marketType !== "winner") throw new RangeError(`a race has no market "${marketType}"`);
  const [first] = score.order;
  return final && first !== undefined ? winners(keysOf(score), [String(first)]) : null;
};

const views = defineViews<RaceScore>({
  id: "race",
  participants: "field",
  initialScore: () => ({ phase: "not_started", runners: 0, order: [] }),
  hasStarted: ({ phase }) => phase !== "not_started",
  summary: ({ phase, order }) =>
    phase === "not_started"
      ? null
      : { columns: [], text: order.length > 0 ? order.join("–") : "–", serving: null, marks: [] },
  moment: ({ phase }) => ({ text: phase }),
  incident: ({ kind }) => ({ key: kind, at: null, name: null }),
  suspensionReasons: ["under_orders"],
  markets: [{ id: "winner", outcomes: "participants", group: "main", layout: "stack", overround: 1.2 }],
  board: ["winner"],
  inPlayDelayMs: 0,
  rules: {
    postponedVoidHours: 24,
    abandonedVoidHours: 24,
    startOverdueMinutes: 60,
    endOverdueMinutes: 60,
    resultOverdueMinutes: 60,
  },
});

const outcomes = defineOutcomes<RaceScore>({
  results: ({ marketType }, { score }, final) => results(marketType, { score, final }),
  finals: function* ({ score }) {
    for (const key of keysOf(score)) {
      const end: RaceScore = { ...score, phase: "ended", order: [Number(key)] };
      yield {
        text: key,
        results: ({ marketType }) => [results(marketType, { score: end, final: true }) ?? []],
      };
    }
  },
  scoreEntry: {
    rows: 1,
    rowsOf: ({ order }) => order.slice(0, 1).map((first) => [first, 0] as const),
    read: (rows, from) => {
      const first = rows[0]?.[0] ?? 0;
      return first >= 1 && first <= from.runners ? { ...from, phase: "ended", order: [first] } : null;
    },
  },
});

/** A sport of fields, for tests only: whoever imports this file has it among the sports. The provider makes its prices. */
export const race = defineSport<RaceScore, null>(views, outcomes, {
  score: z.object({
    phase: z.enum(["not_started", "running", "ended"]),
    runners: z.int().min(0),
    order: z.array(z.int().min(1)),
  }),
  incidentSchema: Incident,
  modelOf: () => null,
  price: () => [],
});

(SPORT_VIEWS as SportViews[]).push(views);
(SPORTS as Sport[]).push(race);
