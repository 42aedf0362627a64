import { describe, expect, it } from "vitest";
import { countryCodeOf } from "./country-code.ts";
import { fitRatings, type RatingsOptions, teamIdOf } from "./fit-ratings.ts";
import type { PlayedMatch } from "./played-match.ts";
import { loadNationalTeams, loadRatings, modelFor } from "./ratings.ts";
import { CLUBS, NATIONAL_TEAMS, type Recipe } from "./recipe.ts";

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
const RECIPE: Recipe = { ...NATIONAL_TEAMS, halfLifeDays: 365, matchesMin: 2 };
const OPTIONS = { recipe: RECIPE, source: "test", licence: "CC0-1.0" };

describe("the ratings that ship", () => {
  const national = loadNationalTeams();
  const ratings = loadRatings();
  const between = (homeTeam: string, awayTeam: string, neutral = true) =>
    modelFor(ratings, { homeTeam, awayTeam, neutral });

  it("rate every team with a flag and give plausible goals", () => {
    const teams = Object.entries(national.teams);
    expect(teams.length).toBeGreaterThan(180);
    expect(new Set(teams.map(([, { countryCode }]) => countryCode)).size).toBe(teams.length);
    const [spain, germany] = [between("spain", "germany"), between("spain", "germany", false)];
    expect(germany?.homeRate).toBeGreaterThan(spain?.homeRate ?? 9);
    expect(germany?.awayRate).toBe(spain?.awayRate);
    expect(spain?.homeRate).toBeGreaterThan(0.8);
    expect(spain?.homeRate).toBeLessThan(3);
  });

  it("price a team without a rating as a newcomer, weaker than most", () => {
    const [newcomer, average] = [between("spain", "atlantis"), between("spain", "finland")];
    expect(newcomer?.homeRate).toBeGreaterThan(average?.homeRate ?? 99);
    expect(newcomer?.awayRate).toBeLessThan(average?.awayRate ?? 0);
  });

  it("have no model where neither team is rated and no league is named", () => {
    expect(between("lemuria", "atlantis")).toBeNull();
    expect(modelFor(ratings, { neutral: false })).toBeNull();
    expect(modelFor(ratings, { neutral: false, league: "national-teams" })).not.toBeNull();
    expect(modelFor(ratings, { neutral: false, league: "moon.1" })).toBeNull();
  });

  it("expects no more of any pair than a feed may say", () => {
    const ids = Object.keys(national.teams);
    const rates = ids.flatMap((home) =>
      ids.flatMap((away) => between(home, away, false) ?? []).flatMap((m) => [m.homeRate, m.awayRate]),
    );
    expect(Math.max(...rates)).toBe(12);
  });

  it("are refused in any other shape", () => {
    expect(() => loadRatings({ leagues: [] })).toThrow();
  });
});

describe("rating teams", () => {
  const roundRobin = (names: string[], strongest: string, competition?: string) =>
    names.flatMap((home) =>
      names
        .filter((away) => away !== home)
        .map((away) => ({
          ...played(home, away, home === strongest ? 3 : 1, 1),
          competition: competition ?? null,
        })),
    );
  const league = roundRobin(["Ayr", "Bor", "Cob"], "Ayr");
  const fitted = (results: PlayedMatch[], options: Partial<RatingsOptions> = {}) => {
    const outcome = fitRatings(results, { ...OPTIONS, ...options });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };

  it("leaves out teams that played too little", () => {
    const { ratings, fits } = fitted([...league, played("Ayr", "Dun", 9, 0)]);
    expect(Object.keys(ratings.leagues["national-teams"]?.teams ?? {})).toEqual(["ayr", "bor", "cob"]);
    expect(fits[0]?.teamsLeftOut).toBe(1);
  });

  it("rates every group of teams, and says that no chain of matches joins them", () => {
    const { ratings, fits } = fitted([...league, ...roundRobin(["Dun", "Eck"], "Dun")]);
    expect(Object.keys(ratings.leagues["national-teams"]?.teams ?? {})).toHaveLength(5);
    expect(fits[0]?.groups).toBe(2);
  });

  it("fits every league of one file by itself: the same as from a file of its own", () => {
    const [first, second] = [
      roundRobin(["Ayr", "Bor", "Cob"], "Ayr", "a.1"),
      roundRobin(["Dun", "Eck", "Fro", "Ayr"], "Fro", "b.1"),
    ];
    const { leagues } = fitted([...first, ...second], { recipe: CLUBS }).ratings;
    expect(Object.keys(leagues)).toEqual(["a.1", "b.1"]);
    expect(leagues["a.1"]).toEqual(fitted(first, { recipe: CLUBS }).ratings.leagues["a.1"]);
    expect(leagues["b.1"]).toEqual(fitted(second, { recipe: CLUBS }).ratings.leagues["b.1"]);
  });

  it("compares no teams of two leagues, and prices newcomers by their opponent's or the named one", () => {
    const ratings = fitted(
      [...roundRobin(["Ayr", "Bor"], "Ayr", "a.1"), ...roundRobin(["Dun", "Eck"], "Dun", "b.1")],
      { recipe: CLUBS },
    ).ratings;
    const model = (homeTeam: string, awayTeam: string, of?: string) =>
      modelFor(ratings, { homeTeam, awayTeam, neutral: false, league: of });
    expect(model("ayr", "bor")).not.toBeNull();
    expect(model("ayr", "dun")).toBeNull();
    expect(model("ayr", "dun", "a.1")).toEqual(model("ayr", "newly-promoted"));
    expect(model("up", "up-too", "b.1")).not.toBeNull();
    expect(model("ayr", "newly-promoted")?.homeRate).toBeGreaterThan(model("ayr", "bor")?.homeRate ?? 9);
  });

  it("weighs from the day of pricing, and uses nothing of that day or later", () => {
    const old = fitted(league);
    const later = fitted(league, { asOf: "2026-05-02" });
    expect(old.ratings.meta.asOf).toBe("2025-05-02");
    expect(later.ratings.meta.asOf).toBe("2026-05-02");
    const edgeOf = ({ ratings }: typeof old): number => {
      const teams = ratings.leagues["national-teams"]?.teams;
      return (teams?.ayr?.attack ?? 0) - (teams?.cob?.attack ?? 0);
    };
    expect(edgeOf(later)).toBeGreaterThan(0);
    expect(edgeOf(later)).toBeLessThan(edgeOf(old));
    const newer = played("Bor", "Ayr", 9, 0, "2026-05-02");
    expect(fitted([...league, newer], { asOf: "2026-05-02" }).ratings.leagues).toEqual(later.ratings.leagues);
  });

  it("weights by the half-life: the newer of two opposite seasons decides", () => {
    const old = [played("Ayr", "Bor", 5, 1, "2020-05-01"), played("Bor", "Ayr", 1, 5, "2020-05-02")];
    const recent = [played("Ayr", "Bor", 1, 4, "2025-05-01"), played("Bor", "Ayr", 4, 1, "2025-05-02")];
    const teams = fitted([...old, ...recent]).ratings.leagues["national-teams"]?.teams;
    expect(teams?.bor?.attack).toBeGreaterThan(teams?.ayr?.attack ?? 9);
  });

  it("takes a club that comes up, or comes back, for weaker until its matches say otherwise", () => {
    const season = (names: string[], autumn: number) =>
      [`${autumn}-10-01`, `${autumn + 1}-05-01`].flatMap((date) =>
        names.flatMap((home) =>
          names
            .filter((away) => away !== home)
            .map((away) => ({ ...played(home, away, 1, 1, date), competition: "a.1" })),
        ),
      );
    const results = [
      ...season(["Ayr", "Bor", "Back"], 2021),
      ...season(["Ayr", "Bor", "Cob"], 2022),
      ...season(["Ayr", "Bor", "Up", "Back"], 2023),
    ];
    const teams = fitted(results, { recipe: CLUBS }).ratings.leagues["a.1"]?.teams ?? {};
    const strength = (id: string) => (teams[id]?.attack ?? 0) + (teams[id]?.defence ?? 0);
    expect(strength("up")).toBeLessThan(strength("ayr") - 0.05);
    expect(strength("back")).toBeLessThan(strength("ayr") - 0.1);
  });

  it("refuses when no team has enough matches", () => {
    const refused = { ok: false, refusal: { code: "too_few_matches", matchesMin: 50 } };
    expect(fitRatings(league, { ...OPTIONS, recipe: { ...RECIPE, matchesMin: 50 } })).toEqual(refused);
    expect(fitRatings([], { ...OPTIONS, recipe: { ...RECIPE, matchesMin: 50 } })).toEqual(refused);
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
