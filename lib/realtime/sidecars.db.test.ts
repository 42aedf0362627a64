import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "#lib/platform/http/free-port.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { eventTopic } from "./index.ts";
import { event, follower, homePrice, testSidecar } from "./testing/sidecar.ts";

const local = testSidecar();

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
});

/** Another one, in a process of its own. */
const sidecar = async (): Promise<{ child: ChildProcess; url: string }> => {
  const port = await freePort();
  const child = spawn(process.execPath, ["lib/processes/realtime.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: local.database.appUrl,
      REALTIME_PORT: String(port),
      LOG_LEVEL: "warn",
    },
    stdio: "inherit",
  });
  children.push(child);
  const at = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetch(`${at}/health`)).status).toBe(200));
  return { child, url: at };
};

describe("processes", () => {
  it("both deliver, beat, and stop on request; a follower of one that stopped catches up", {
    timeout: 60_000,
  }, async () => {
    const id = await event();
    const [left, right] = await Promise.all([sidecar(), sidecar()]);
    const followers = [follower(eventTopic(id), left.url), follower(eventTopic(id), right.url)];
    const all = (odds: string) =>
      eventually(() => expect(followers.map(({ store }) => homePrice(store, id))).toEqual([odds, odds]));
    await all("20000");
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 22_000n)] }]);
    await all("22000");
    expect(followers.map(({ store }) => store.connection().status)).toEqual(["live", "live"]);
    const beats = await rows<{ process: string; figures: { sockets: number } }>(
      "select process, figures from process_beat",
    );
    expect(beats.map(({ process: name }) => name)).toEqual(["realtime", "realtime"]);

    right.child.kill("SIGTERM");
    const [code] = await once(right.child, "exit");
    expect(code).toBe(0);
    expect(await rows("select 1 from process_beat")).toHaveLength(1);
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 23_000n)] }]);
    await eventually(() => expect(followers[1]?.store.connection().status).toBe("stale"));
    expect(followers[1] && homePrice(followers[1].store, id)).toBe("22000");

    const port = new URL(right.url).port;
    const again = spawn(process.execPath, ["lib/processes/realtime.ts"], {
      env: { ...process.env, DATABASE_URL: local.database.appUrl, REALTIME_PORT: port, LOG_LEVEL: "warn" },
      stdio: "inherit",
    });
    children.push(again);
    await eventually(() => expect(followers[1]?.store.connection().status).toBe("live"));
    await all("23000");
    for (const child of [left.child, again]) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  });
});
