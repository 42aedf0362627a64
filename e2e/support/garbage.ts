import fc from "fast-check";

/** Numbers, texts and shapes that have broken money software before. */
const NASTY: unknown[] = [
  ...[
    "-1",
    "0",
    "-0",
    "1e3",
    "1e308",
    "NaN",
    "Infinity",
    "9223372036854775808",
    "0.000000000001",
    "1,5",
    "٣",
    "",
  ],
  ...[
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    0.1,
    null,
    true,
    [],
    {},
    [[]],
    "__proto__",
    "constructor",
    "\u0000",
  ],
  ...[
    "' or 1=1 --",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "%00",
    "\ud800",
    "𝕏".repeat(2_000),
  ],
  ...[
    "a\u0000b",
    "\u202eabc",
    "\u200b\u200b",
    "9".repeat(400),
    `-${"9".repeat(400)}`,
    "a".repeat(10_000),
    "0000-01-01",
  ],
  ...["00000000-0000-7000-8000-000000000000", "not-a-uuid", "sim-0", "sim-0.1x2", "2026-13-45", "-infinity"],
];

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** What a form of the site sends for each field, so that garbage gets past the first look. */
const USUAL: Record<string, unknown[]> = {
  idempotencyKey: ["7b0c2f0e-9a53-4c0e-8d58-3f6f1c7d0a11"],
  stake: ["1.00", "5"],
  amount: ["20", "50.00"],
  oddsChoice: ["any", "none"],
  mode: ["single"],
  legs: [[{ marketId: "sim-0.1x2", outcomeKey: "home", odds: "20000" }], []],
  marketId: ["sim-0.1x2"],
  eventId: ["sim-0"],
  betId: ["0196a0aa-0000-7000-8000-000000000000"],
  playerId: ["0196a0aa-0000-7000-8000-000000000000"],
  sessionId: ["0196a0aa-0000-7000-8000-000000000000"],
  scope: ["market", "event"],
  id: ["sim-0"],
  reason: ["a reason that is long enough"],
  note: ["noted"],
  email: ["nobody@mail.example"],
  password: ["kick-off-at-nowhere"],
  current: ["kick-off-at-nowhere"],
  displayName: ["Nobody"],
  firstName: ["No"],
  lastName: ["Body"],
  street: ["Nowhere 1"],
  city: ["Noplace"],
  postcode: ["00000"],
  birthDate: ["1990-01-31"],
  "birthDate.day": ["31"],
  "birthDate.month": ["1"],
  "birthDate.year": ["1990"],
  country: ["DE"],
  currency: ["EUR"],
  next: ["/"],
};

const fields = fc
  .record(
    Object.fromEntries(
      Object.entries(USUAL).map(([name, usual]) => [
        name,
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: nasty }),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((record) => ({ ...record }));

const SEED = 20_261_121;

/** Inputs of actions: shaped like those of the site with a few things wrong, and plain garbage. */
export const inputs = (count: number): unknown[] => [
  ...fc.sample(fields, { numRuns: Math.ceil(count * 0.7), seed: SEED }),
  ...fc.sample(nasty, { numRuns: Math.ceil(count * 0.3), seed: SEED }),
];

/** Bodies that no browser would send. */
export const BODIES: readonly string[] = [
  "",
  "garbage",
  "null",
  "[",
  '["$F1"]',
  '["$1:a"]',
  '["$nabc"]',
  '[{"then":"$@0"}]',
  `[${'"$K1",'.repeat(3)}0]`,
];

/** For addresses: without NUL, which no address may carry. */
export const texts = (count: number): string[] =>
  fc
    .sample(nasty, { numRuns: count * 4, seed: SEED })
    .filter((value) => typeof value === "string")
    .map((text) => (text as string).replaceAll("\0", "").slice(0, 300).toWellFormed())
    .slice(0, count);
