import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { generateMatch } from "#lib/sportsbook/sports/football/simulator/generate-match.ts";
import { storyOf } from "#lib/sportsbook/sports/football/simulator/story.ts";
import { type MatchTimeline, playMatch } from "#lib/sportsbook/sports/football/simulator/timeline.ts";
import { eventMessages } from "./providers/simulator/event-messages.ts";
import type { FeedMessageInput } from "./schema.ts";
import {
  clock,
  event,
  fates,
  feedSuspensions,
  fixture,
  MODEL,
  markets,
  notStarted,
  open,
  PROVIDER,
  pipeline,
  T0,
  testPipeline,
} from "./testing/pipeline.ts";

testPipeline();

/** A match in which both sides score, VAR takes a goal back and somebody is sent off. */
const eventfulMatch = (): MatchTimeline => {
  for (let seed = 0; ; seed += 1) {
    const timeline = generateMatch(seededRandom(`eventful:${seed}`), MODEL);
    const kinds = new Set(timeline.incidents.map((i) => i.kind));
    const { score } = playMatch(timeline).advance(10_000);
    if (kinds.has("goal_disallowed") && score.goals.home > 0 && score.goals.away > 0) return timeline;
  }
};

describe("a match from fixture to settlement", () => {
  it("is priced, stopped, repriced and settled, and every message is kept with its fate", async () => {
    const timeline = eventfulMatch();
    const story = storyOf(timeline);
    await pipeline.ingest(fixture("m1"));
    await pipeline.ingest(notStarted("m1"));
    await pipeline.flush();
    const before = await markets("m1");
    expect(before.length).toBeGreaterThan(20);
    expect(before.filter((m) => m.status === 1).length).toBeGreaterThan(20);
    expect((await event("m1"))?.status).toBe(0);

    const tell = eventMessages(story);
    let sent = 2;
    let settledInPlay = 0;
    for (const moment of story.moments(60)) {
      const message = tell(moment, { provider: PROVIDER, eventId: "m1", timestamp: T0 + moment.at * 1000 });
      clock.set(new Date(T0 + moment.at * 1000));
      expect(["applied", "unchanged"]).toContain(await pipeline.ingest(message));
      sent += 1;
      if (message.type === "event_status" && message.suspension === null) {
        await pipeline.flush();
        const now = await markets("m1");
        const scouted = now.filter((m) => m.status === -3 && m.certainty === 1);
        // What is settled in play must be as true at the end, goals taken back or not.
        settledInPlay = Math.max(settledInPlay, scouted.length);
        const board = now.filter((m) => m.status === 1);
        if (message.status === 1) expect(board.length).toBeGreaterThan(0);
        expect((await feedSuspensions("m1")).filter((d) => d.lifted_at === null)).toEqual([]);
      }
    }
    await pipeline.flush();

    const final = playMatch(timeline).advance(10_000);
    const ended = await event("m1");
    expect(ended?.status).toBe(3);
    expect(ended?.score.goals).toEqual(final.score.goals);
    expect(ended?.ended_at).not.toBeNull();
    const settled = await markets("m1");
    expect(settled.filter((m) => m.status !== -3)).toEqual([]);
    expect(settledInPlay).toBeGreaterThan(0);
    const unresolved = await rows(
      "select 1 from outcome o join market m on m.id = o.market_id where m.event_id = 'm1' and o.result is null",
    );
    expect(unresolved).toEqual([]);
    const winner = await rows<{ key: string }>(
      "select key from outcome where market_id = 'm1.1x2' and result = 1",
    );
    const { home, away } = final.score.goals;
    expect(winner).toEqual([{ key: home > away ? "home" : home < away ? "away" : "draw" }]);
    const [total] = await rows<{ key: string }>(
      "select key from outcome where market_id = 'm1.total~total=2.5' and result = 1",
    );
    expect(total?.key).toBe(home + away > 2.5 ? "over" : "under");
    const incidents = await rows<{ kind: string; revoked: boolean }>(
      "select number, kind, participant, revoked, detail from incident where event_id = 'm1' order by number",
    );
    expect(incidents).toEqual(final.incidents);
    expect(incidents.some((i) => i.revoked)).toBe(true);
    expect((await feedSuspensions("m1")).length).toBeGreaterThan(2);
    expect(await fates("m1")).toHaveLength(sent);
    const outbox = await rows("select 1 from outbox where kind = 'market.settled'");
    expect(outbox.length).toBe(settled.length);
  });

  it("goes on after a restart from what the database holds", async () => {
    await pipeline.ingest(fixture("m2"));
    await pipeline.ingest(notStarted("m2"));
    await pipeline.stop();
    const versionBefore = (await event("m2"))?.version;
    await open();
    await pipeline.ingest(fixture("m2", T0 + 1));
    expect(await pipeline.ingest(notStarted("m2", T0 + 1))).toBe("unchanged");
    await pipeline.flush();
    expect((await event("m2"))?.version).toBe(versionBefore);
  });

  it("recognises incidents after a restart, in whatever order a message has their fields", async () => {
    const kickOff: FeedMessageInput = {
      type: "event_status",
      provider: PROVIDER,
      eventId: "m4",
      timestamp: T0,
      status: 1,
      score: { ...footballKickOff(), phase: "first_half" },
      incidents: [
        { number: 1, kind: "corner", participant: 2, detail: { phase: "first_half", clockSeconds: 9 } },
      ],
    };
    await pipeline.ingest(fixture("m4"));
    expect(await pipeline.ingest(kickOff)).toBe("applied");
    await pipeline.stop();
    await open();
    await pipeline.ingest(fixture("m4", T0 + 1));
    expect(await pipeline.ingest({ ...kickOff, timestamp: T0 + 1 })).toBe("unchanged");
  });

  it("voids what is open when the match is called off", async () => {
    await pipeline.ingest(fixture("m3"));
    await pipeline.ingest(notStarted("m3"));
    await pipeline.ingest({ ...notStarted("m3", T0 + 1), status: 5 });
    await pipeline.flush();
    const all = await markets("m3");
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((m) => m.status !== -4)).toEqual([]);
    const kept = await rows(
      "select 1 from outcome o join market m on m.id = o.market_id where m.event_id = 'm3' and o.void_factor is distinct from 1",
    );
    expect(kept).toEqual([]);
  });
});
