import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { visit } from "../scripts/testing/site.ts";
import { OFFERED, runningMatches } from "./support/slip.ts";
import { demoAccount, expect, newAccount, signIn, test } from "./support/test.ts";

const home = process.env.E2E_HOME;

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const childrenOf = (parent: number): number[] =>
  readdirSync("/proc")
    .filter(
      (name) =>
        /^\d+$/.test(name) && / [A-Z] (\d+) /.exec(read(`/proc/${name}/stat`))?.[1] === String(parent),
    )
    .map(Number);

/** The sidecar of the instance under test: the child of its starter. */
const sidecarPid = (): number => {
  const starter = read(join(home ?? "", "pid")).trim();
  const pid = readdirSync("/proc").find(
    (name) =>
      /^\d+$/.test(name) &&
      read(`/proc/${name}/cmdline`).includes("lib/processes/realtime.ts") &&
      / [A-Z] (\d+) /.exec(read(`/proc/${name}/stat`))?.[1] === starter,
  );
  if (!pid) throw new Error("the sidecar was not found");
  return Number(pid);
};

// They stop a process for everybody, so the other journeys must be over: this file is a project of its own.
test.describe.configure({ mode: "serial" });

test("a silent sidecar marks prices as stale and alerts staff, and its successor brings them back without a reload", async ({
  page,
  device,
}) => {
  test.skip(
    !home || process.platform !== "linux",
    "needs E2E_HOME, the folder of an instance on this machine",
  );
  await page.goto("/live");
  await expect(page.getByRole("main").getByRole("button", { name: OFFERED }).first()).toBeVisible();
  const stale = page.getByText("Odds may be out of date");
  await expect(stale).toBeHidden();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto("/admin/processes");
  await expect(desk.getByRole("main").getByText(/^All processes report|every kind is at work/)).toBeVisible();

  const pid = sidecarPid();
  process.kill(pid, "SIGSTOP");
  try {
    await expect(stale).toBeVisible({ timeout: 5_000 });
    // The page of staff needs no sidecar: it goes on reading by itself.
    await expect(desk.getByText("Realtime is down")).toBeVisible({ timeout: 40_000 });
  } finally {
    process.kill(pid, "SIGKILL");
  }
  await expect(stale).toBeHidden({ timeout: 15_000 });
  await expect(page.getByRole("main").getByRole("button", { name: OFFERED }).first()).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);

  const gone = desk.getByRole("table", { name: "Unresponsive" }).getByRole("row");
  const left = gone.filter({ has: desk.getByRole("rowheader", { name: new RegExp(`process ${pid}$`) }) });
  await expect(left).toContainText(/Realtime, .*, process \d+, started/, { timeout: 40_000 });
  await expect(desk.getByRole("main").getByText(/every kind is running/)).toBeVisible();
});

/** The embedded PostgreSQL and every process that it has started, which form a group. */
const databaseGroup = (): number => {
  const pid = Number.parseInt(read(join(home ?? "", "postgres/data/postmaster.pid")), 10);
  if (!(pid > 1)) throw new Error("the database was not found");
  return pid;
};

const ready = async (): Promise<boolean> =>
  (await fetch(`${process.env.E2E_URL}/api/health/ready`, { signal: AbortSignal.timeout(20_000) })).ok;

test("a database that falls silent for half a minute takes no bet and loses none, and everything recovers without a reload", async ({
  page,
  browser,
}) => {
  test.skip(
    !home || process.platform !== "linux",
    "needs E2E_HOME, the folder of an instance on this machine",
  );
  test.setTimeout(240_000);
  const player = visit(process.env.E2E_URL ?? "");
  await player.register(newAccount());
  await player.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "50" });
  await page.goto("/live");
  const [{ eventId }] = await runningMatches(page);
  const bet = {
    idempotencyKey: randomUUID(),
    stake: "5",
    oddsChoice: "any" as const,
    legs: [{ marketId: `${eventId}.1x2`, outcomeKey: "home", odds: "20000" }],
  };
  const stale = page.getByText("Odds may be out of date");
  await expect(stale).toBeHidden();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  // Not watched for faults: to a player who comes now the site says that it has one, though not even the frame of a page can be made.
  const visitors = await browser.newContext();
  const newcomer = await visitors.newPage();
  await signIn(newcomer, demoAccount("player"));
  // Pages that are already open keep their layout.
  const insider = await visitors.newPage();
  await insider.goto("/live");
  const bets = insider.getByRole("link", { name: "My bets", exact: true }).filter({ visible: true }).first();
  const fault = insider.getByRole("main").getByRole("alert");
  const group = databaseGroup();
  const pids = [group, ...childrenOf(group)];
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  const stoppedAt = Date.now();
  try {
    const answering = player.command<{ id: string }>("bet.place", bet);
    await expect(stale).toBeVisible({ timeout: 10_000 });
    const coming = newcomer.goto("/", { timeout: 60_000 });
    await bets.click();
    await expect(fault.getByText(/ this reference: \w+$/)).toBeVisible({ timeout: 30_000 });
    await expect(bets).toBeVisible();
    expect((await answering).ok).toBe(false);
    expect((await coming)?.status()).toBe(500);
    await expect(newcomer.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
    await expect(
      newcomer.getByText(/^Your money and your bets are safe\. .* this reference: \w+$/),
    ).toBeVisible();
    expect(await ready().catch(() => false)).toBe(false);
    await expect.poll(() => Date.now() - stoppedAt, { timeout: 40_000 }).toBeGreaterThan(30_000);
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
  await expect(stale).toBeHidden({ timeout: 60_000 });
  await expect.poll(() => ready().catch(() => false), { timeout: 60_000 }).toBe(true);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  await newcomer.getByRole("button", { name: "Try again" }).click();
  await expect(newcomer.getByRole("heading", { name: "Football", exact: true })).toBeVisible();
  await fault.getByRole("button", { name: "Try again" }).click();
  await expect(insider.getByRole("heading", { name: "My bets" })).toBeVisible({ timeout: 15_000 });
  await visitors.close();
  // The feed has recovered, the same key makes the bet, and makes it once.
  const made = new Set<string>();
  await expect(async () => {
    const answer = await player.command<{ id: string }>("bet.place", bet);
    if (answer.ok) made.add(answer.value.id);
    expect(answer.ok).toBe(true);
  }).toPass({ timeout: 60_000 });
  const again = await player.command<{ id: string }>("bet.place", bet);
  expect([...made]).toEqual([again.ok && again.value.id]);
});
