import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "calibrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, ["scripts/ratings/calibrate.ts", ...args], { encoding: "utf8" });

describe("npm run calibrate", () => {
  it("prints the log loss of every league and of all, base rates, reliability and unconverged fits", () => {
    const teams = ["Ayr", "Bor", "Cob", "Dun"];
    const rows = ["a.1", "b.1"].flatMap((league) =>
      teams.flatMap((home, i) =>
        teams.flatMap((away, j) =>
          home === away
            ? []
            : ["05", "06", "07", "08"].map(
                (month) => `${league},2024-${month}-0${i + 1},${home},${away},${j},${i}`,
              ),
        ),
      ),
    );
    const input = join(folder, "results.csv");
    writeFileSync(input, `league,date,home,away,fthg,ftag\n${rows.join("\n")}\n`);
    const { status, stdout } = run("--data", input, "--from", "2024-07-01", "--to", "2024-12-31");
    expect(status).toBe(0);
    expect(stdout).toContain("clubs: every match from 2024-07-01 to 2024-12-31");
    for (const league of ["a.1", "b.1", "all"])
      expect(stdout).toMatch(new RegExp(`^${league} +${league === "all" ? 48 : 24} +0 +\\d\\.\\d{4}`, "m"));
    expect(stdout).toMatch(/expected +seen/);
    expect(stdout).toMatch(/0 not converged/);
  });

  it("says in one line what is missing", () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr.trim()).toBe("calibrate: --data, --national or --timelines is needed; --help tells more");
  });
});
