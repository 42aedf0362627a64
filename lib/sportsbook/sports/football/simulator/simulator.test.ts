import { beforeAll, describe, expect, it } from "vitest";
import { manualTimer } from "#lib/sportsbook/feeds/providers/manual-timer.ts";
import type { OpenEvent } from "#lib/sportsbook/feeds/providers/provider.ts";
import { createSimulator } from "#lib/sportsbook/feeds/providers/simulator/simulator.ts";
import { FeedMessage, type FeedMessageInput } from "#lib/sportsbook/feeds/schema.ts";
import { isGoal } from "../incidents.ts";
import { FootballScoreSchema } from "../schema.ts";
import { type Confederation, calendar, type SimulatedTeam } from "./calendar.ts";
import { footballSimulator } from "./simulator.ts";

const teams: SimulatedTeam[] = Array.from({ length: 120 }, (_, i) => ({
  id: `team-${i}`,
  name: `Team ${i}`,
  shortName: `T${i}`,
  countryCode: null,
  confederation: (["europe", "africa", "asia"] as Confederation[])[i % 3] as Confederation,
  strength: i,
}));

const fixtures = (seed: string) => {
  const pairingOf = calendar(seed, teams);
  return (k: number) => {
    const { competition, home, away } = pairingOf(k);
    return {
      competition,
      participants: [home, away],
      pricing: { rates: { homeRate: 1.5, awayRate: 1.1 } },
    };
  };
};

const goalsOf = (score: unknown): { home: number; away: number } =>
  score === undefined ? { home: 0, away: 0 } : FootballScoreSchema.parse(score).goals;

const START = Date.UTC(2026, 5, 1, 12, 0, 7);

const listen = async (
  seed: string,
  minutes: number,
  { startMs = START, openEvents = [] as OpenEvent[], recover = true } = {},
) => {
  const messages: FeedMessage[] = [];
  const timer = manualTimer(startMs);
  const simulator = createSimulator({
    seed,
    speed: 4,
    matches: 12,
    sport: { ...footballSimulator, calendar: fixtures },
    timer,
    onFault: (error) => {
      throw error;
    },
  });
  await simulator.start(
    async (message) => {
      messages.push(FeedMessage.parse(message as FeedMessageInput));
    },
    { openEvents },
  );
  if (recover) await simulator.requestRecovery(0);
  await timer.advanceTo(startMs + minutes * 60_000);
  await simulator.stop();
  return messages;
};

const byEvent = (messages: FeedMessage[]) => {
  const events = new Map<string, FeedMessage[]>();
  for (const message of messages)
    if ("eventId" in message) events.set(message.eventId, [...(events.get(message.eventId) ?? []), message]);
  return events;
};

describe("the simulator", () => {
  let messages: FeedMessage[];
  beforeAll(async () => {
    messages = await listen("a", 60);
  });

  it("publishes the same stream for the same seed, another for another", async () => {
    expect(await listen("a", 20)).toEqual(await listen("a", 20));
    expect(await listen("b", 20)).not.toEqual(await listen("a", 20));
  });

  it("starts in mid-play, with many matches running and more to come", async () => {
    const first = await listen("a", 0);
    const statuses = first.filter((m) => m.type === "event_status");
    expect(statuses.filter((m) => m.status === 1).length).toBeGreaterThanOrEqual(10);
    expect(statuses.filter((m) => m.status === 0)).toHaveLength(30);
    expect(statuses.filter((m) => goalsOf(m.score).home + goalsOf(m.score).away > 0).length).toBeGreaterThan(
      2,
    );
    expect(first.at(-1)?.type).toBe("snapshot_complete");
  });

  it("never has a team play twice at a time", () => {
    const playing = new Map<string, string>();
    const known = new Map<string, string[]>();
    for (const message of messages) {
      if (message.type === "fixture")
        known.set(
          message.eventId,
          message.participants.map(({ id }) => id),
        );
      if (message.type !== "event_status") continue;
      for (const team of known.get(message.eventId) ?? []) {
        if (message.status === 1) {
          expect(playing.get(team) ?? message.eventId).toBe(message.eventId);
          playing.set(team, message.eventId);
        } else if (message.status === 3) playing.delete(team);
      }
    }
    expect(known.size).toBeGreaterThan(60);
  });

  it("keeps score, clock and numbering consistent in every match", () => {
    let finished = 0;
    for (const story of byEvent(messages).values()) {
      let clock = { phase: "", seconds: 0 };
      let timestamp = 0;
      const incidents = new Map<number, { kind: string; participant: number | null; revoked: boolean }>();
      for (const message of story) {
        expect(message.timestamp).toBeGreaterThanOrEqual(timestamp);
        timestamp = message.timestamp;
        if (message.type !== "event_status" || !message.score) continue;
        for (const incident of message.incidents) {
          expect(incident.number).toBeLessThanOrEqual(incidents.size + 1);
          incidents.set(incident.number, incident);
        }
        const counted = [...incidents.values()].filter((i) => isGoal(i.kind) && !i.revoked);
        const { goals, phase, clockSeconds } = FootballScoreSchema.parse(message.score);
        expect(counted.filter((i) => i.participant === 1)).toHaveLength(goals.home);
        expect(counted.filter((i) => i.participant === 2)).toHaveLength(goals.away);
        if (clock.phase === phase) expect(clockSeconds).toBeGreaterThanOrEqual(clock.seconds);
        clock = { phase, seconds: clockSeconds };
        if (message.status === 3) finished += 1;
      }
    }
    expect(finished).toBeGreaterThan(15);
  });

  it("suspends before every goal and resumes afterwards", () => {
    let goals = 0;
    for (const story of byEvent(messages).values()) {
      let suspension: string | null = null;
      let known = -1;
      for (const message of story) {
        if (message.type === "bet_stop") suspension = message.reason;
        if (message.type !== "event_status" || !message.score) continue;
        const { home, away } = goalsOf(message.score);
        const total = home + away;
        if (known >= 0 && total !== known) {
          expect(suspension).not.toBeNull();
          goals += 1;
        }
        known = total;
        suspension = message.suspension;
        if (message.status !== 1) expect(suspension).toBeNull();
      }
    }
    expect(goals).toBeGreaterThan(30);
  });

  it("disallows a goal now and then", () => {
    const revoked = messages
      .flatMap((m) => (m.type === "event_status" ? m.incidents : []))
      .filter((i) => i.revoked);
    expect(revoked.length).toBeGreaterThan(0);
    expect(revoked.length).toBeLessThan(40);
  });

  it("goes on after a pause: reports how matches ended and cancels what it does not know", async () => {
    const before = byEvent(await listen("a", 0));
    const open: OpenEvent[] = [...before.keys(), "sim-other-40-12-7"].map((id) => ({
      id,
      startsAt: new Date(START),
      status: 1,
    }));
    const later = await listen("a", 0, { startMs: START + 30 * 60_000, openEvents: open });
    const after = byEvent(later);
    for (const { id } of open) {
      const last = after.get(id)?.findLast((m) => m.type === "event_status");
      expect(last?.status, id).toBeDefined();
    }
    const ended = later.filter((m) => m.type === "event_status" && m.status === 3);
    expect(ended.length).toBeGreaterThanOrEqual(10);
    const last = after.get("sim-other-40-12-7")?.at(-1);
    expect(last?.type === "event_status" && last.status).toBe(5);
  });
});
