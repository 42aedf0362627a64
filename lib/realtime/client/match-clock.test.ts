import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FootballScore, footballClock, footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { type ClockMessage, createMatchClock } from "./match-clock.ts";

const sent = (clockSeconds: number, patch: Partial<FootballScore> = {}): ClockMessage => ({
  ...footballClock({
    ...footballKickOff(),
    phase: clockSeconds < 2_700 ? "first_half" : "second_half",
    clockSeconds,
    ...patch,
  }),
  live: true,
});

/** Plays messages [ms, message] and reads the clock every second until `untilMs`. */
const play = (messages: readonly (readonly [number, ClockMessage])[], untilMs: number): number[] => {
  const [[firstAt, first], ...rest] = messages as [[number, ClockMessage], ...[number, ClockMessage][]];
  const clock = createMatchClock(first, firstAt);
  const shown: number[] = [];
  for (let at = firstAt + 1_000; at <= untilMs; at += 1_000) {
    while (rest[0] && rest[0][0] <= at) {
      const [when, message] = rest.shift() as [number, ClockMessage];
      clock.hear(message, when);
    }
    clock.tick(at);
    shown.push(clock.seconds());
  }
  return shown;
};

/** A match at a speed, reported every `everyMs`, each message as late as `late` says. */
const match = (speed: number, everyMs: number, count: number, late: (index: number) => number = () => 0) =>
  Array.from({ length: count }, (_, index) => {
    const ms = index * everyMs;
    return [ms + late(index), sent(600 + Math.floor((ms / 1000) * speed))] as const;
  });

const backwards = (shown: readonly number[]): number[] =>
  shown.filter((seconds, index) => index > 0 && seconds < (shown[index - 1] as number));

describe("match clock", () => {
  it("runs in real time from the first message", () => {
    expect(play([[0, sent(600)]], 5_000)).toEqual([601, 602, 603, 604, 605]);
  });

  it("learns the speed of a simulator and keeps within two seconds of it", () => {
    const shown = play(match(4, 5_000, 12), 60_000);
    for (const [index, seconds] of shown.entries())
      if (index > 15) expect(Math.abs(seconds - (600 + 4 * (index + 1)))).toBeLessThanOrEqual(2);
  });

  it("does not take the delay of a page that was rendered earlier for speed", () => {
    // The page was rendered at 10:00 and cached; the first message comes at once and is a minute on.
    const shown = play(
      [
        [0, sent(600)],
        [500, sent(660)],
        [1_000, sent(661)],
      ],
      20_000,
    );
    expect(shown.at(-1)).toBe(680);
  });

  it("stops two minutes after the last message", () => {
    expect(play([[0, sent(600)]], 600_000).at(-1)).toBe(720);
  });

  it.each([
    ["first half", sent(2_690), 2_759],
    ["second half", sent(5_390), 5_459],
    ["second half, three minutes announced", sent(5_390, { stoppageMinutes: 3 }), 5_510],
    ["second half, three minutes announced and nearly over", sent(5_540, { stoppageMinutes: 3 }), 5_579],
    ["reported beyond what was announced", sent(5_600, { stoppageMinutes: 3 }), 5_600],
  ])("shows no more than the stoppage of the %s", (_, message, most) => {
    expect(play([[0, message]], 600_000).at(-1)).toBe(most);
  });

  it("waits for late messages at half speed, without standing still or stepping back", () => {
    const messages = match(4, 5_000, 24, (index) => (index >= 12 && index < 16 ? 4_000 : 0));
    const shown = play(messages, 115_000);
    expect(backwards(shown)).toEqual([]);
    const steps = shown.slice(20).map((seconds, index) => seconds - (shown[index + 19] as number));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(1);
  });

  it("steps back only to what a newer message says", () => {
    const shown = play(
      [
        [0, sent(600)],
        [10_000, sent(580)],
      ],
      12_000,
    );
    expect(shown.slice(8)).toEqual([609, 580, 581, 582]);
  });

  it("stands at half-time, while the match is interrupted and at its end", () => {
    const shown = play(
      [
        [0, sent(2_690)],
        [5_000, sent(2_700, { phase: "half_time" })],
        [10_000, sent(2_700, { phase: "second_half" })],
        [15_000, { ...sent(2_705), live: false }],
        [20_000, sent(2_705)],
        [25_000, sent(5_400, { phase: "ended" })],
      ],
      30_000,
    );
    expect(shown.slice(4, 9)).toEqual([2_700, 2_700, 2_700, 2_700, 2_700]);
    expect(shown.slice(14, 19)).toEqual([2_705, 2_705, 2_705, 2_705, 2_705]);
    expect(shown[20]).toBe(2_706);
    expect(shown.at(-1)).toBe(5_400);
  });

  it("never steps back nor runs more than two minutes ahead, however messages arrive", () => {
    const gaps = fc.array(
      fc.record({ ms: fc.integer({ min: 0, max: 30_000 }), on: fc.integer({ min: 0, max: 90 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = 0;
        let seconds = 60;
        const messages: (readonly [number, ClockMessage])[] = [[0, sent(60, { phase: "first_half" })]];
        for (const { ms, on } of steps) {
          at += ms;
          seconds += on;
          messages.push([at, sent(seconds, { phase: "first_half" })]);
        }
        const shown = play(messages, at + 1_000);
        expect(backwards(shown)).toEqual([]);
        for (const [index, now] of shown.entries()) {
          const last = messages.findLast(([when]) => when <= (index + 1) * 1_000);
          expect(now - (last?.[1].seconds ?? 0)).toBeLessThanOrEqual(120);
        }
      }),
    );
  });
});
