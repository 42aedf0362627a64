import { rows } from "#lib/platform/database/db.ts";
import { type MarketPrice, marketIdOf, specifiersOf } from "../schema.ts";

let made = 0;

/** Events of one test league that start in an hour. Returns their ids, in the order of their kick-offs. */
export const seedEvents = async (count: number): Promise<string[]> => {
  await rows("insert into sport (id, name) values ('football', 'Football') on conflict do nothing");
  await rows(`insert into competition (id, sport_id, category, name, country_code)
              values ('test:league', 'football', 'International', 'League', null) on conflict do nothing`);
  const numbers = Array.from({ length: count }, () => {
    made += 1;
    return made;
  });
  await rows(
    `insert into competitor (id, name, short_name, country_code)
     select side || n, initcap(side) || ' ' || n, upper(left(side, 1)) || n, 'de'
       from unnest($1::int[]) n, unnest(array['home', 'away']) side`,
    [numbers],
  );
  await rows(
    `insert into event (id, provider, competition_id, home_id, away_id, starts_at)
     select 'test:' || n, 'test', 'test:league', 'home' || n, 'away' || n, now() + make_interval(hours => 1, secs => n)
       from unnest($1::int[]) n`,
    [numbers],
  );
  return numbers.map((n) => `test:${n}`);
};

const price = (key: string, position: number, odds: bigint) => ({
  key,
  position,
  odds,
  probability: 10_000 / Number(odds),
  active: true,
});

export const winnerPrice = (eventId: string, home: bigint): MarketPrice & { id: string } => ({
  id: marketIdOf(eventId, "1x2", ""),
  template: "1x2",
  specifiers: "",
  status: 1,
  outcomes: [price("home", 0, home), price("draw", 1, 34_000n), price("away", 2, 41_000n)],
});

export const totalPrice = (eventId: string, total: number): MarketPrice & { id: string } => ({
  id: marketIdOf(eventId, "total", specifiersOf({ total })),
  template: "total",
  specifiers: specifiersOf({ total }),
  status: 1,
  outcomes: [price("over", 0, 19_000n), price("under", 1, 19_500n)],
});
