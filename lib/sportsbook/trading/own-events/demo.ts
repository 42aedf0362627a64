import { db } from "#lib/platform/database/db.ts";
import { registerFixtures } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { newSpecial } from "../specials/write.ts";
import { STAFF_PROVIDER } from "./schema.ts";

const DAY_MS = 86_400_000;

const CUP = {
  id: "european-nations-cup",
  sportId: "football",
  category: "Europe",
  name: "European Nations Cup",
  countryCode: null,
};

type Written = { title: string; winners: number; odds: Readonly<Record<string, bigint>> };

/** Books of about 115 % and 110 %, as a trader would write them. */
const OUTRIGHTS: readonly { eventId: string; name: string; days: number; markets: readonly Written[] }[] = [
  {
    eventId: "own-demo-cup-winner",
    name: "European Nations Cup: outrights",
    days: 120,
    markets: [
      {
        title: "Winner",
        winners: 1,
        odds: {
          Spain: 55_000n,
          France: 60_000n,
          England: 70_000n,
          Germany: 90_000n,
          Portugal: 95_000n,
          Italy: 130_000n,
          Netherlands: 140_000n,
          Belgium: 230_000n,
          Croatia: 300_000n,
          Denmark: 410_000n,
          Switzerland: 510_000n,
          "Any other": 150_000n,
        },
      },
      {
        title: "To reach the final",
        winners: 2,
        odds: {
          Spain: 28_000n,
          France: 30_000n,
          England: 34_000n,
          Germany: 43_000n,
          Portugal: 46_000n,
          Italy: 61_000n,
          Netherlands: 66_000n,
          Belgium: 110_000n,
          Croatia: 145_000n,
        },
      },
    ],
  },
  {
    eventId: "own-demo-cup-specials",
    name: "European Nations Cup: specials",
    days: 90,
    markets: [
      { title: "A goalkeeper scores in the tournament", winners: 1, odds: { Yes: 120_000n, No: 10_300n } },
      {
        title: "Final decided on penalties",
        winners: 1,
        odds: { Yes: 52_000n, No: 11_500n },
      },
    ],
  },
];

/** Enters the outrights of the demo, once. */
export const seedOutrights = async (): Promise<void> => {
  for (const { eventId, name, days, markets } of OUTRIGHTS) {
    if ((await db().event.count({ where: { id: eventId } })) > 0) continue;
    await registerFixtures([
      {
        eventId,
        provider: STAFF_PROVIDER,
        competition: CUP,
        name,
        participants: [],
        startsAt: new Date(Date.now() + days * DAY_MS),
        timestamp: Date.now(),
      },
    ]);
    await db().event.update({ data: { combinable: false }, where: { id: eventId } });
    const written = markets.flatMap(({ title, winners, odds }, at) => {
      const outcomes = Object.entries(odds).map(([outcome, price]) => ({ name: outcome, odds: price }));
      const made = newSpecial(eventId, at + 1, { title, winners, outcomes });
      return made.ok ? [made.value] : [];
    });
    await applyBook([{ eventId, markets: written }]);
    await announceEvents([eventId]);
  }
};
