import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** Words of the "not" column of docs/GLOSSARY.md that no name may contain, with the term to use instead. */
const BANNED_IN_NAMES: Readonly<Record<string, string>> = {
  basket: "bet slip",
  cents: "minor units",
  coupon: "bet slip",
  danger: "suspension, suspension reason",
  deed: "action",
  nought: "zero",
  outlet: "broadcaster",
  parlay: "accumulator",
  quota: "limit",
  standing: "effective result, active suspension",
  tenure: "lease, feed session",
  verb: "command",
  wager: "bet",
};

/** Phrases that no text for people may contain, with what to say instead. */
const BANNED_IN_TEXTS: Readonly<Record<string, string>> = {
  "bet not placed": "bet rejected",
  coupon: "bet slip",
  "in-play danger": "suspension",
  parlay: "accumulator",
  "prices of now": "current odds",
  "settled anew": "resettled",
  "taken back": "rolled back",
  "the house": "the operator, or we",
  wager: "bet",
};

/** Names that contain a banned word for a reason of their own, by the folders where they may. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // The style of a destructive button.
  danger: ["app/", "components/"],
};

const isAllowed = (file: string, name: string): boolean =>
  Object.hasOwn(ALLOWED, name) && (ALLOWED[name] ?? []).some((folder) => file.startsWith(folder));

export type Finding = { file: string; name: string; use: string };

const PLURAL = /s$/;

/** "betSlipBasket", "bet_slip_basket" and "bet-slip-basket" as their words, in the singular where that is banned. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => (Object.hasOwn(BANNED_IN_NAMES, word) ? word : word.replace(PLURAL, "")));

/** The names among these that contain a banned word. */
export const bannedNames = (file: string, names: Iterable<string>): Finding[] =>
  [...new Set(names)].flatMap((name) => {
    const word = wordsOf(name).find((each) => Object.hasOwn(BANNED_IN_NAMES, each));
    if (!word || isAllowed(file, name)) return [];
    return [{ file, name, use: BANNED_IN_NAMES[word] ?? "" }];
  });

const COMMENT = /\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm;
const DECLARED =
  /\b(?:const|let|function|class|type|interface)\s+([A-Za-z_$][\w$]*)|^\s*"?([A-Za-z_]\w*)"?\??:/gm;

/** What a TypeScript file declares: values, types, and the properties at the start of a line. */
export const declaredNames = (text: string): string[] =>
  [...text.replaceAll(COMMENT, " ").matchAll(DECLARED)].map((found) => found[1] ?? found[2] ?? "");

/** The texts of a message catalogue that contain a banned phrase. */
export const bannedTexts = (file: string, catalogue: unknown, path = ""): Finding[] => {
  if (typeof catalogue === "string") {
    const phrase = Object.keys(BANNED_IN_TEXTS).find((each) =>
      new RegExp(`\\b${each}\\b`, "i").test(catalogue),
    );
    return phrase ? [{ file, name: path, use: BANNED_IN_TEXTS[phrase] ?? "" }] : [];
  }
  return Object.entries((catalogue ?? {}) as Record<string, unknown>).flatMap(([key, value]) => [
    ...bannedNames(file, [key]),
    ...bannedTexts(file, value, path === "" ? key : `${path}.${key}`),
  ]);
};

const SOURCES = "{app,bench,components,e2e,lib,scripts}/**/*.{ts,tsx,mjs}";
const SELF = "scripts/check/banned-words";

/** Every banned word in a file name, a declared name, an SQL object or a message. */
export const bannedWords = (): { findings: Finding[]; files: number } => {
  const sources = globSync(SOURCES).filter((file) => !file.startsWith(SELF) && !file.includes("/generated/"));
  const objects = globSync("lib/**/sql/*.sql");
  const catalogues = globSync(["lib/i18n/messages/en/*.json", "lib/sportsbook/sports/*/messages/*.json"]);
  return {
    files: sources.length + objects.length + catalogues.length,
    findings: [
      ...[...sources, ...objects].flatMap((file) => bannedNames(file, [basename(file)])),
      ...sources.flatMap((file) => bannedNames(file, declaredNames(readFileSync(file, "utf8")))),
      ...catalogues.flatMap((file) => bannedTexts(file, JSON.parse(readFileSync(file, "utf8")))),
    ],
  };
};
