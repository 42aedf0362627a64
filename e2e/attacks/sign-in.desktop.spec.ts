import { expect, test } from "@playwright/test";
import { visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, URL_OF_SITE } from "../security/support.ts";
import { fillSignIn, newAccount } from "../support/test.ts";

const answerTo = (email: string, password: string, address = anAddress()): Promise<string> =>
  visit(URL_OF_SITE, address)
    .signIn(email, password)
    .then(
      () => "signed in",
      (error: Error) => error.message,
    );

/** Guesses from so many addresses, one each. */
const guessAt = async (email: string, addresses: number): Promise<string[]> => {
  const answers: string[] = [];
  for (let n = 0; n < addresses; n += 1) answers.push(await answerTo(email, "not the password"));
  return answers;
};

test("guesses from many addresses end at a challenge, and lock nobody out", async ({ browser }) => {
  const owner = await aPlayer();
  const guesses = await guessAt(owner.email, 33);
  expect(guesses.slice(0, 30).every((answer) => /wrong_credentials/.test(answer))).toBe(true);
  expect(guesses.slice(-2).every((answer) => /challenge_required/.test(answer))).toBe(true);
  // The right password alone is no use to a program at a new address: it would tell that it is right.
  expect(await answerTo(owner.email, owner.password)).toMatch(/challenge_required/);
  // The owner's own browser is known …
  await owner.signIn(owner.email, owner.password);
  await guessAt(owner.email, 32);
  // … and a new one does the work by itself.
  const context = await browser.newContext({ extraHTTPHeaders: { "x-forwarded-for": anAddress() } });
  try {
    const page = await context.newPage();
    await page.goto("/sign-in");
    await fillSignIn(page, owner);
    await page.waitForURL((url) => url.pathname !== "/sign-in");
  } finally {
    await context.close();
  }
});

test("a device cookie that somebody made up, or of another account's browser, gives no attempts of its own", async () => {
  const [owner, attacker] = [await aPlayer(), await aPlayer()];
  await guessAt(owner.email, 31);
  for (const cookie of [attacker.cookie(), `evens-device=${crypto.randomUUID()}.${"A".repeat(43)}`]) {
    const address = anAddress();
    const csrf = await fetch(`${URL_OF_SITE}/api/auth/csrf`, { headers: { "x-forwarded-for": address } });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const jar = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
    const device = cookie.split("; ").filter((pair) => pair.startsWith("evens-device="));
    expect(device).toHaveLength(1);
    const answer = await fetch(`${URL_OF_SITE}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: {
        cookie: [...jar, ...device].join("; "),
        origin: new URL(URL_OF_SITE).origin,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": address,
      },
      body: new URLSearchParams({
        csrfToken,
        json: "true",
        email: owner.email,
        password: "guess",
      }).toString(),
    });
    expect(decodeURIComponent(JSON.stringify(await answer.json()))).toContain("challenge_required");
  }
});

test("neither the answer nor its time tells whether an email has an account", async () => {
  const known = await aPlayer();
  const unknown = newAccount();
  const took: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  const answers = new Set<string>();
  const timed = async (who: keyof typeof took, email: string): Promise<void> => {
    const started = performance.now();
    answers.add(await answerTo(email, "not the password"));
    took[who].push(performance.now() - started);
  };
  for (let n = 0; n < 12; n += 1) {
    await timed("known", known.email);
    await timed("unknown", unknown.email);
  }
  expect([...answers]).toEqual([expect.stringContaining("wrong_credentials")]);
  const medianOf = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
  const ratio = medianOf(took.known) / medianOf(took.unknown);
  // Without the hash for nobody the ratio is above 2.
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.6);
});

test("the page of a link that reports a sign-in changes nothing by being opened, and takes no forged link", async ({
  page,
}) => {
  await page.goto("/report-sign-in?token=a.b.1.c");
  await page.getByRole("button", { name: /lock my account/ }).click();
  await expect(page.getByText(/used before or is too old/)).toBeVisible();
});
