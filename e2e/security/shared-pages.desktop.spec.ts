import { expect, test } from "@playwright/test";
import { aPlayer, URL_OF_SITE } from "./support.ts";

const PATHS = ["/", "/live"];

test("a page that everybody is shown alike holds nothing of who asks for it", async () => {
  const [alice, bob] = [await aPlayer(), await aPlayer()];
  const me = async (cookie: string) => {
    const answer = await fetch(`${URL_OF_SITE}/api/me`, { headers: { cookie } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    return (await answer.json()) as { viewer: { id: string; balance: { available: string } } | null };
  };
  const [aliceIs, bobIs] = [await me(alice.cookie()), await me(bob.cookie())];
  expect(new Set([aliceIs.viewer?.id, bobIs.viewer?.id, undefined]).size).toBe(3);
  expect((await me("")).viewer).toBeNull();

  const page = async (path: string, cookie: string) => {
    const answer = await fetch(URL_OF_SITE + path, { headers: { cookie } });
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(answer.headers.getSetCookie()).toEqual([]);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self'( 'sha256-[\w+/]+=*')+;/);
    expect(policy.length).toBeLessThan(8_000);
    return answer.text();
  };
  for (const path of PATHS) {
    // Both must be answered with one drawing, of which there are two a second.
    await expect(async () => {
      const [hers, his] = await Promise.all([page(path, alice.cookie()), page(path, bob.cookie())]);
      expect(his === hers, `${path} is the same for both`).toBe(true);
      for (const { viewer } of [aliceIs, bobIs]) expect(hers.includes(viewer?.id ?? "")).toBe(false);
      expect(hers).toContain('href="/account"');
    }).toPass();
    expect(await page(path, "")).toContain(`href="/register`);
    const part = await fetch(`${URL_OF_SITE}${path}?_rsc=x`, {
      headers: { cookie: alice.cookie(), rsc: "1" },
    });
    expect((await part.text()).includes(aliceIs.viewer?.id ?? "")).toBe(false);
  }
});
