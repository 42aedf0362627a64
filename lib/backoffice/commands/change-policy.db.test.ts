import { expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { bettingTerms, replayBet } from "#lib/sportsbook/betting/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { AuditSearch, auditTrail, ChangePolicyInput, draftOf, policyDesk, policyFields } from "../index.ts";
import { policyEffect } from "../queries/policy.ts";
import { bet, newEvent, testDesk } from "../testing/desk.ts";
import { changePolicy } from "./index.ts";

const desk = testDesk();

const change = async (texts: Record<string, string>, base?: number) => {
  const { inForce, sports, marketTypes } = await policyDesk();
  const known = { sports: sports.map(({ id }) => id), marketTypes };
  const draft = draftOf(inForce.rules, policyFields(inForce.rules, known), texts);
  if ("errors" in draft) throw new Error(JSON.stringify(draft.errors));
  return ChangePolicyInput.parse({
    base: base ?? inForce.version,
    rules: draft.wire,
    reason: "risk",
    note: "the season begins",
  });
};

it("decides the next bet by the new version, keeps the old one, and names who, why, before and after", async () => {
  const { marketId } = await newEvent({ running: false });
  const player = await makePlayer(100_000n);
  const before = await bet(player, [marketId], "50.00");
  if (!before.ok) throw new Error(before.refusal.code);
  const stored = await rows("select * from betting_policy order by version");
  const { version } = (await policyDesk()).inForce;

  const done = await changePolicy(
    desk.staff,
    await change({ "currencies.EUR.stakeMax": "20", "inPlayDelayMs.football": "8" }),
  );
  expect(done).toEqual({ ok: true, value: { version: version + 1 } });

  const other = await makePlayer(100_000n);
  expect(await bet(other, [marketId], "50.00")).toMatchObject({
    ok: false,
    refusal: { code: "stake_above_limit", maximum: 2_000n },
  });
  expect((await bet(other, [marketId], "20.00")).ok).toBe(true);
  expect((await bettingTerms()).inPlayDelays.inPlayDelayMs.football).toBe(8_000);
  expect((await rows("select * from betting_policy order by version")).slice(0, stored.length)).toEqual(
    stored,
  );
  // What was decided under the old version is decided the same again.
  expect((await replayBet(before.value.id)).map(({ same }) => same)).toEqual([true]);

  const { versions } = await policyDesk();
  expect(versions[0]).toMatchObject({
    version: version + 1,
    byName: "Trader",
    reason: "risk: the season begins",
  });
  expect(versions[1]).toMatchObject({ version, reason: null });
  const { rows: entries } = await auditTrail(AuditSearch.parse({ subject: `policy:${version + 1}` }));
  expect(entries).toMatchObject([
    {
      actor: "Trader",
      action: "policy.publish",
      reason: "risk: the season begins",
      before: { version, currencies: { EUR: { stakeMax: "500000" } } },
      after: {
        version: version + 1,
        currencies: { EUR: { stakeMax: "2000" } },
        inPlayDelayMs: { football: 8_000 },
      },
    },
  ]);
});

it("lets one of two that change the same version through", async () => {
  const { version } = (await policyDesk()).inForce;
  const [one, other] = [
    await change({ liabilityMaxDefault: "1000" }),
    await change({ liabilityMaxDefault: "2000" }),
  ];
  const done = await Promise.all([changePolicy(desk.staff, one), changePolicy(desk.staff, other)]);
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  expect(done.filter(({ ok }) => !ok)).toEqual([
    { ok: false, refusal: { code: "policy_changed", version: version + 1 } },
  ]);
  expect((await policyDesk()).inForce.version).toBe(version + 1);
});

it("refuses what changes nothing, and a version that never was; neither is recorded", async () => {
  const counted =
    "select (select count(*) from betting_policy) as versions, (select count(*) from audit_entry) as entries";
  const before = await rows(counted);
  expect(await changePolicy(desk.staff, await change({}))).toMatchObject({
    refusal: { code: "nothing_changed" },
  });
  expect(await changePolicy(desk.staff, await change({ liabilityMaxDefault: "3" }, 999))).toMatchObject({
    refusal: { code: "policy_changed" },
  });
  expect(await rows(counted)).toEqual(before);
});

it("leaves the version out when the record cannot be written", async () => {
  const { version } = (await policyDesk()).inForce;
  const input = await change({ liabilityMaxDefault: "77" });
  await desk.database.asOwner("alter function audit_append rename to audit_gone");
  await expect(changePolicy(desk.staff, input)).rejects.toThrow(/audit_append/);
  await desk.database.asOwner("alter function audit_gone rename to audit_append");
  expect((await policyDesk()).inForce.version).toBe(version);
});

it("counts the outcomes that new limits would fill, before they are in force", async () => {
  const { marketId } = await newEvent({ running: false });
  const player = await makePlayer(100_000n);
  await changePolicy(
    desk.staff,
    await change({ "liabilityMax.football/1x2": "100000", "currencies.EUR.stakeMax": "500" }),
  );
  const current = await policyEffect((await policyDesk()).inForce.rules);
  expect(current.fullNext).toBe(current.fullNow);
  expect((await bet(player, [marketId], "200.00")).ok).toBe(true);
  // Even money on 200: it would cost the operator 200.
  const of = async (limit: string) =>
    (await policyEffect((await change({ "liabilityMax.football/1x2": limit })).rules)).fullNext;
  expect((await of("200")) - (await of("200.01"))).toBe(1);
  expect((await policyEffect((await change({ "liabilityMax.football/1x2": "1" })).rules)).fullNow).toBe(
    current.fullNow,
  );
});
