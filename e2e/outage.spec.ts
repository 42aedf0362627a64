import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OFFERED } from "./support/slip.ts";
import { demoAccount, expect, signIn, test } from "./support/test.ts";

const home = process.env.E2E_HOME;

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

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

// It stops the sidecar for everybody, so the other journeys must be over: this file is a project of its own.
test("a silent sidecar marks prices as stale, staff are told, and its successor brings them back without a reload", async ({
  page,
  device,
}) => {
  test.setTimeout(90_000);
  test.skip(
    !home || process.platform !== "linux",
    "needs E2E_HOME, the folder of an instance on this machine",
  );
  await page.goto("/live");
  await expect(page.getByRole("main").getByRole("button", { name: OFFERED }).first()).toBeVisible();
  const stale = page.getByText("Prices may be out of date");
  await expect(stale).toBeHidden();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto("/admin/processes");
  await expect(desk.getByText("All processes report.")).toBeVisible();

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
});
