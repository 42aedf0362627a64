import { describe, expect, it } from "vitest";
import { countryCodeOf } from "./country-code.ts";
import { fitRatings, type PlayedMatch, teamIdOf } from "./fit-ratings.ts";
import { loadRatings, modelFor } from "./ratings.ts";

const played = (
  home: string,
  away: string,
  homeGoals: number,
  awayGoals: number,
  date = "2025-05-01",
): PlayedMatch => ({
  date,
  home,
  away,
  homeGoals,
  awayGoals,
  neutral: false,
});
const OPTIONS = { halfLifeDays: 365, matchesMin: 2, source: "test", licence: "CC0-1.0" };

describe("the ratings that ship", () => {
  it("rate every team with a flag and give plausible goals", () => {
    const ratings = loadRatings();
    const teams = Object.entries(ratings.teams);
    expect(teams.length).toBeGreaterThan(180);
    expect(new Set(teams.map(([, { countryCode }]) => countryCode)).size).toBe(teams.length);
    const [spain, germany] = [
      modelFor(ratings, "spain", "germany", true),
      modelFor(ratings, "spain", "germany", false),
    ];
    expect(germany?.homeRate).toBeGreaterThan(spain?.homeRate ?? 9);
    expect(germany?.awayRate).toBe(spain?.awayRate);
    expect(spain?.homeRate).toBeGreaterThan(0.8);
    expect(spain?.homeRate).toBeLessThan(3);
  });

  it("have no model for a team that is not rated", () => {
    expect(modelFor(loadRatings(), "spain", "atlantis", true)).toBeNull();
  });

  it("expects no more of any pair than a feed may say", () => {
    const ratings = loadRatings();
    const ids = Object.keys(ratings.teams);
    const rates = ids.flatMap((home) =>
      ids
        .flatMap((away) => modelFor(ratings, home, away, false) ?? [])
        .flatMap((m) => [m.homeRate, m.awayRate]),
    );
    expect(Math.max(...rates)).toBe(12);
  });

  it("are refused in any other shape", () => {
    expect(() => loadRatings({ teams: {} })).toThrow();
  });
});

describe("rating teams", () => {
  const league = ["Ayr", "Bor", "Cob"].flatMap((home) =>
    ["Ayr", "Bor", "Cob"]
      .filter((away) => away !== home)
      .map((away) => played(home, away, home === "Ayr" ? 3 : 1, 1)),
  );

  it("leaves out teams that played too little, and those that no chain of matches joins", () => {
    const fitted = fitRatings(
      [...league, played("Ayr", "Dun", 9, 0), played("Eck", "Fro", 1, 2), played("Fro", "Eck", 0, 3)],
      OPTIONS,
    );
    expect(fitted.ok && Object.keys(fitted.value.ratings.teams)).toEqual(["ayr", "bor", "cob"]);
    expect(fitted.ok && fitted.value.teamsLeftOut).toBe(3);
  });

  it("forgets by the half-life: the newer of two opposite seasons decides", () => {
    const old = [played("Ayr", "Bor", 5, 1, "2020-05-01"), played("Bor", "Ayr", 1, 5, "2020-05-02")];
    const recent = [played("Ayr", "Bor", 1, 4, "2025-05-01"), played("Bor", "Ayr", 4, 1, "2025-05-02")];
    const fitted = fitRatings([...old, ...recent], OPTIONS);
    const teams = fitted.ok ? fitted.value.ratings.teams : {};
    expect(teams.bor?.attack).toBeGreaterThan(teams.ayr?.attack ?? 9);
  });

  it("refuses when nobody played enough", () => {
    expect(fitRatings(league, { ...OPTIONS, matchesMin: 50 })).toEqual({
      ok: false,
      refusal: { code: "too_few_matches", matchesMin: 50 },
    });
  });

  it.each([
    ["Côte d'Ivoire", "cote-d-ivoire"],
    ["  1. FC Köln ", "1-fc-koln"],
  ])("%s has the id %s", (name, id) => {
    expect(teamIdOf(name)).toBe(id);
  });

  it.each([
    ["England", "gb-eng"],
    ["South Korea", "kr"],
    ["DR Congo", "cd"],
    ["Kosovo", "xk"],
    ["Atlantis", null],
  ])("%s flies the flag %s", (name, code) => {
    expect(countryCodeOf(name)).toBe(code);
  });
});
