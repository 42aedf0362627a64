import "#lib/sportsbook/testing/race.ts";
import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { EVENT_STATUS, Incident } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS, type MarketPrice } from "#lib/sportsbook/markets/schema.ts";
import {
  defaultMargin,
  type MarketRef,
  SPORT_VIEWS,
  SPORTS,
  type Sport,
  type SportState,
  type Story,
} from "./index.ts";
import { en } from "./messages.ts";
import { shareOf } from "./outlook.ts";

/** What every sport promises the platform, whatever it is. */
describe.each(SPORTS.map((sport) => [sport.id, sport] as const))("%s", (id, sport) => {
  const options = { margin: defaultMargin(sport) };

  it("is known to browsers and servers by one id", () => {
    expect(SPORT_VIEWS.filter((views) => views.id === id)).toHaveLength(1);
    expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
  });

  it("names its market types once, and lists one of them", () => {
    const ids = sport.markets.map((type) => type.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...sport.board]));
    expect(new Set(sport.board).size).toBe(sport.board.length);
    for (const { id: type, outcomes, overround } of sport.markets) {
      expect(type).toMatch(/^\w{1,40}$/);
      if (outcomes === "participants") expect(sport.participants, type).toBe("field");
      else expect(new Set(outcomes).size, type).toBe(outcomes.length);
      expect(overround, type).toBeGreaterThanOrEqual(1);
    }
  });

  it("reads its own score, and no other", () => {
    const score = sport.initialScore();
    expect(sport.score.parse(JSON.parse(JSON.stringify(score)))).toEqual(score);
    expect(sport.hasStarted(score)).toBe(false);
    expect(sport.summary(score)).toBeNull();
    expect(sport.score.safeParse({}).success).toBe(false);
    expect(sport.score.safeParse({ ...score, [Object.keys(score)[0] as string]: "nonsense" }).success).toBe(
      false,
    );
  });

  it("refuses incidents that it does not have, or of a participant that it does not have", () => {
    const { simulator } = sport;
    if (!simulator) return;
    const [{ incidents }] = endOf(storyOf(sport, 1));
    for (const incident of incidents) {
      expect(sport.incidentSchema.safeParse({ ...incident, kind: "no_such_kind" }).success).toBe(false);
      expect(sport.incidentSchema.safeParse({ ...incident, detail: {} }).success).toBe(false);
      const { participants } = simulator.calendar("contract")(1);
      const participant = participants.length + 1;
      if (sport.participants === "two-sided")
        expect(sport.incidentSchema.safeParse({ ...incident, participant }).success).toBe(false);
    }
  });

  it("refuses markets that it does not have", () => {
    const state = { score: sport.initialScore(), incidents: [] };
    expect(() => sport.results({ marketType: "no_such_market", specifiers: "" }, state, true)).toThrow(
      RangeError,
    );
  });

  it("reads back the final score that it writes for staff", () => {
    const { simulator } = sport;
    if (!simulator) return;
    const [state] = endOf(simulator.story(seededRandom("typed"), simulator.calendar("typed")(1)));
    const rows = sport.scoreEntry.rowsOf(state.score);
    expect(rows.length).toBeLessThanOrEqual(sport.scoreEntry.rows);
    const typed = sport.scoreEntry.read(rows, state.score);
    expect(typed).not.toBeNull();
    expect(sport.summary(typed as typeof state.score)?.text).toBe(sport.summary(state.score)?.text);
  });

  describe.skipIf(!sport.simulator)("simulated", () => {
    it("simulates legal scores, incidents and reasons, priced while it runs and settled at its end", () => {
      for (let k = 0; k < 6; k += 1) followStory(sport, options, k);
    }, 120_000);

    it("simulates the same event for the same seed", () => {
      const ends = [1, 2].map(() => JSON.stringify(endOf(storyOf(sport, 3))));
      expect(ends[0]).toBe(ends[1]);
    });

    it("never plays one participant against itself", () => {
      const fixtureOf = sport.simulator?.calendar("contract");
      for (let k = 0; k < 200; k += 1) {
        const { participants, competition } = fixtureOf?.(k) ?? { participants: [], competition: null };
        expect(new Set(participants.map((each) => each.id)).size).toBe(participants.length);
        expect(participants.length >= 2).toBe(true);
        expect(competition?.sportId).toBe(sport.id);
      }
    });
  });
});

const storyOf = ({ simulator }: Sport, k: number): Story => {
  if (!simulator) throw new Error("not simulated");
  return simulator.story(seededRandom(`contract:${k}`), simulator.calendar("contract")(k));
};

const endOf = (story: Story) => [story.play().advance(story.length)] as const;

/** The sport has a message for the incident, and for when it happened. */
const expectWorded = (sport: Sport, incident: Incident): void => {
  const translator = (messages: Record<string, unknown>) =>
    createTranslator({
      locale: "en",
      messages,
      onError: (error) => {
        throw error;
      },
    }) as (key: string, values?: Readonly<Record<string, number>>) => string;
  const page = JSON.parse(readFileSync(`lib/sportsbook/sports/${sport.id}/messages/page.en.json`, "utf8"));
  const { key, values, at } = sport.incident(incident);
  expect(translator(page)(`incident.${key}`, values)).toBeTruthy();
  if (at === null) return;
  const moments = en as Readonly<Record<string, Record<string, unknown>>>;
  const text = "text" in at ? at.text : translator(moments[sport.id] ?? {})(`moments.${at.key}`, at.values);
  expect(text).toBeTruthy();
};

const canEnd = (sport: Sport, market: MarketRef, ended: string): boolean => {
  for (const final of sport.finals({ score: sport.initialScore(), incidents: [] }, market))
    if (final.results(market).some((results) => JSON.stringify(results) === ended)) return true;
  return false;
};

/** Far more ends than moments: not every one is looked at. */
const OUTLOOK_EVERY = 50;

/** Fair odds return the stake in expectation over the ends of the outlook, refunds and halves included. */
const expectOutlook = (sport: Sport, model: unknown, state: SportState, markets: MarketPrice[]): void => {
  if (!sport.outlook || model === null) return;
  if (sport.outlook(state, model, []).length === 0) expect(markets).toEqual([]);
  for (const [, own] of Map.groupBy(markets, ({ marketType }) => marketType)) {
    const finals = sport.outlook(state, model, own);
    expect(finals.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    for (const market of own) {
      const shares = new Map(market.outcomes.map(({ key }) => [key, { odds: 0, stake: 0 }]));
      for (const { probability, results } of finals) {
        const [only, ...others] = results(market);
        expect(others).toEqual([]);
        for (const result of only ?? []) {
          const share = shareOf(result);
          const sum = shares.get(result.key);
          if (sum) {
            sum.odds += probability * share.odds;
            sum.stake += probability * share.stake;
          }
        }
      }
      for (const { key, probability } of market.outcomes) {
        const { odds, stake } = shares.get(key) ?? { odds: 0, stake: 0 };
        const name = `${market.marketType}~${market.specifiers}:${key}`;
        expect(odds / (1 - stake), name).toBeCloseTo(probability ?? Number.NaN, 6);
      }
    }
  }
};

/** One simulated event from its start to its end, as the platform takes it in. */
const followStory = (
  sport: Sport,
  options: { margin: ReturnType<typeof defaultMargin> },
  k: number,
): void => {
  const story = storyOf(sport, k);
  const model = sport.modelOf(sport.simulator?.calendar("contract")(k).pricing);
  expect(story.length).toBeLessThanOrEqual(sport.simulator?.longestSeconds ?? 0);
  const moments = story.moments(60);
  expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b));
  const play = story.play();
  const settled = new Map<string, string>();
  const offered = new Map<string, { marketType: string; specifiers: string }>();
  let numbered = 0;
  for (const [index, { at }] of moments.entries()) {
    const { score, incidents, status, suspension } = play.advance(at);
    expect(sport.score.parse(score)).toEqual(score);
    for (const incident of incidents.slice(numbered)) {
      expect(sport.incidentSchema.parse(incident)).toEqual(Incident.parse(incident));
      expectWorded(sport, incident);
      numbered += 1;
      expect(incident.number).toBe(numbered);
    }
    if (suspension !== null) expect(sport.suspensionReasons).toContain(suspension);
    if (status === EVENT_STATUS.live) {
      expect(sport.hasStarted(score)).toBe(true);
      expect(sport.summary(score)?.text).toBeTruthy();
      sport.moment(score, sport.clock?.(score).seconds ?? 0);
    }
    const state = { score, incidents };
    const priced = sport.price(score, model, options);
    if (suspension === null && index % OUTLOOK_EVERY === k % OUTLOOK_EVERY)
      expectOutlook(sport, model, state, priced);
    for (const market of priced) {
      const key = `${market.marketType}~${market.specifiers}`;
      offered.set(key, market);
      const type = sport.markets.find(({ id }) => id === market.marketType);
      expect(market.outcomes.map((outcome) => outcome.key)).toEqual(type?.outcomes);
      expect(sport.results(market, state, false), `${key} is priced though decided`).toBeNull();
      expect(settled.has(key), `${key} is priced again`).toBe(false);
      if (market.status !== MARKET_STATUS.active) continue;
      const book = market.outcomes.reduce(
        (sum, { odds }) => sum + (odds === null ? 0 : 10_000 / Number(odds)),
        0,
      );
      const whole = market.outcomes.every(({ odds }) => odds !== null);
      if (whole) expect(book, key).toBeGreaterThanOrEqual(1);
    }
    for (const [key, market] of offered) {
      const results = sport.results(market, state, false);
      if (results && incidents.every(({ revoked }) => !revoked) && suspension === null)
        settled.set(key, JSON.stringify(results));
    }
  }
  const { score, incidents, status } = play.advance(story.length);
  expect([EVENT_STATUS.ended, EVENT_STATUS.abandoned] as number[]).toContain(status);
  expect(sport.price(score, model, options)).toEqual([]);
  for (const [key, market] of offered) {
    const results = sport.results(market, { score, incidents }, true);
    expect(
      results?.map((each) => each.key),
      key,
    ).toEqual(sport.markets.find(({ id }) => id === market.marketType)?.outcomes);
    const early = settled.get(key);
    if (early) expect(JSON.stringify(results), `${key} was settled otherwise in play`).toBe(early);
    const ended = JSON.stringify(results);
    expect(canEnd(sport, market, ended), `${key} ended in a way that staff could not settle`).toBe(true);
  }
};
