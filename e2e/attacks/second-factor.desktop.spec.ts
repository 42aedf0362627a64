import { expect, test } from "@playwright/test";
import { generateSync } from "otplib";
import { softAuthenticator } from "../../lib/players/testing/authenticator.ts";
import { type Visitor, visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, ORIGIN, URL_OF_SITE } from "../security/support.ts";

type Player = Awaited<ReturnType<typeof aPlayer>>;

const RP = { origin: ORIGIN, rpId: new URL(URL_OF_SITE).hostname };

/** The secret that the page of an authenticator app's setup shows. */
const secretOn = async (player: Player): Promise<string> => {
  const page = await (await player.get("/account/security")).text();
  const shown = />((?:[A-Z2-7]{4} )+[A-Z2-7]{1,4})</.exec(page)?.[1] ?? "";
  return shown.replaceAll(" ", "");
};

/** A browser that has shown the password and is asked for the second factor. */
const halfWay = async ({ email, password }: Player): Promise<Visitor> => {
  const browser = visit(URL_OF_SITE, anAddress());
  await expect(browser.signIn(email, password)).rejects.toThrow(/second_factor_required/);
  return browser;
};

/** How many of these sign in when all try at once. */
const signedIn = async (tries: Promise<void>[]): Promise<number> =>
  (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled").length;

const browsers = (player: Player, count: number) =>
  Promise.all(Array.from({ length: count }, () => halfWay(player)));

test("a code of an authenticator app and a recovery code sign in once, also from several browsers at once", async () => {
  // It waits for another code, which takes up to half a minute.
  test.setTimeout(180_000);
  const player = await aPlayer();
  expect(await player.command("totp.begin", {})).toMatchObject({ ok: true });
  const secret = await secretOn(player);
  const setup = generateSync({ secret });
  const confirmed = await player.command<{ recoveryCodes: string[] }>("totp.confirm", { code: setup });
  if (!confirmed.ok) throw new Error(confirmed.refusal.code);

  const reused = await halfWay(player);
  await expect(reused.signInBy("second-factor", { code: setup }), "the code of the setup").rejects.toThrow(
    /wrong_answer/,
  );
  await expect.poll(() => generateSync({ secret }), { timeout: 60_000 }).not.toBe(setup);
  const code = generateSync({ secret });
  const three = await browsers(player, 3);
  expect(await signedIn(three.map((browser) => browser.signInBy("second-factor", { code })))).toBe(1);
  const late = await halfWay(player);
  await expect(late.signInBy("second-factor", { code })).rejects.toThrow(/wrong_answer/);

  const [recovery = ""] = confirmed.value.recoveryCodes;
  const others = await browsers(player, 2);
  expect(await signedIn(others.map((browser) => browser.signInBy("second-factor", { code: recovery })))).toBe(
    1,
  );
});

test("the answer of a passkey signs in once, and no answer to another question does", async () => {
  const player = await aPlayer();
  const key = softAuthenticator();
  const begun = await player.command<{ challenge: string; user: { id: string } }>("passkey.begin", {});
  if (!begun.ok) throw new Error(begun.refusal.code);
  const { challenge, user } = begun.value;
  expect(
    await player.command("passkey.add", { response: key.create(user.id, { ...RP, challenge }) }),
  ).toMatchObject({ ok: true });

  const nobody = () => visit(URL_OF_SITE, anAddress());
  const asked = async (who: Visitor, name: string) => {
    const answer = await who.command<{ challenge: string }>(name, {});
    if (!answer.ok) throw new Error(answer.refusal.code);
    return key.get({ ...RP, challenge: answer.value.challenge });
  };
  const passkey = await asked(nobody(), "passkey.sign_in_challenge");
  expect(await signedIn([1, 2, 3].map(() => nobody().signInBy("passkey", { passkey })))).toBe(1);
  await expect(nobody().signInBy("passkey", { passkey })).rejects.toThrow(/wrong_credentials/);
  const proof = await asked(player, "passkey.challenge");
  await expect(nobody().signInBy("passkey", { passkey: proof })).rejects.toThrow(/wrong_credentials/);
  const second = await halfWay(player);
  await expect(second.signInBy("second-factor", { passkey }), "used already").rejects.toThrow(/wrong_answer/);
  await second.signInBy("second-factor", { passkey: proof });
});
