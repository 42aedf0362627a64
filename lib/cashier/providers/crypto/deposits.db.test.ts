import { type Address, parseEther } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { money } from "#lib/core/money.ts";
import { accountFor, playerBalance, playerOwes, transfer } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { openDifferences } from "../../reconciliation/differences.ts";
import { reconcile } from "../../reconciliation/run.ts";
import { haltChain } from "./chain/cursor.ts";
import { takeLease } from "./chain/lease.ts";
import { scanChain, scannerLease } from "./chain/scan.ts";
import { giveAddress } from "./deposits/address.ts";
import { findUntraced } from "./deposits/untraced.ts";
import { cryptoProvider } from "./index.ts";
import { CHAIN_ID, CONFIRMATIONS, type CryptoSite, OWNER, openSite, startSite } from "./testing/site.ts";
import { cryptoDeposits } from "./views.ts";

let database: TestDatabase;
let site: CryptoSite;
beforeAll(async () => {
  const started = await startSite();
  database = await testDatabase();
  site = await openSite(started);
  await seedPolicy();
  await scan();
}, 30_000);
afterAll(async () => {
  await site.stop();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const scan = async () => {
  expect(await takeLease(scannerLease(CHAIN_ID), OWNER, 60)).toBe(true);
  await scanChain(site.chain, OWNER);
};

/** Mines until what is in the newest block is final, and reads it. */
const finish = async () => {
  await site.anvil.mine(CONFIRMATIONS);
  await scan();
};

const withAddress = async (): Promise<{ playerId: string; address: Address }> => {
  const playerId = await makePlayer(0n);
  return { playerId, address: (await giveAddress(playerId, site.chain)) as Address };
};

const sendCoins = (to: Address, ether: string) =>
  site.anvil.client.sendTransaction({
    account: site.anvil.accounts[1] as Address,
    to,
    value: parseEther(ether),
    chain: null,
  });

const cash = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
const statesOf = async (playerId: string) => (await cryptoDeposits(playerId)).map(({ state }) => state);
const stepsOf = async (playerId: string) =>
  (
    await rows<{ state: string }>(
      `select s.state from crypto_deposit_step s join crypto_deposit d on d.id = s.deposit_id where d.player_id = $1 order by d.created_at, s.version`,
      [playerId],
    )
  ).map(({ state }) => state);
const problemsOf = async () =>
  (
    await rows<{ problem: string; amount: bigint }>(
      "select problem, amount from payment_exception where provider = 'crypto' order by opened_at",
    )
  ).map(({ problem, amount }) => ({ problem, amount }));

describe("an address", () => {
  it("is one for each player, and nobody else's, also when many ask at once", async () => {
    const players = await Promise.all(Array.from({ length: 4 }, () => makePlayer(0n)));
    const given = await Promise.all(
      players.flatMap((id) => [giveAddress(id, site.chain), giveAddress(id, site.chain)]),
    );
    expect(new Set(given).size).toBe(4);
    expect(given.filter((_, at) => at % 2 === 0)).toEqual(given.filter((_, at) => at % 2 === 1));
    const used = await rows<{ count: number }>(
      "select count(distinct address_index)::int as count from crypto_address",
    );
    const all = await rows<{ count: number }>("select count(*)::int as count from crypto_address");
    expect(used).toEqual(all);
  });
});

describe("a deposit of coins", () => {
  it("is seen, confirmed and credited once, however often blocks are read", async () => {
    const { playerId, address } = await withAddress();
    await sendCoins(address, "0.05");
    await site.anvil.mine();
    await scan();
    expect(await statesOf(playerId)).toEqual(["seen"]);
    await site.anvil.mine();
    await scan();
    expect(await statesOf(playerId)).toEqual(["confirming"]);
    expect(await cash(playerId)).toBe(0n);
    await site.anvil.mine();
    await Promise.all([scan(), scan(), scan()]);
    await scan();
    expect(await statesOf(playerId)).toEqual(["credited"]);
    expect(await stepsOf(playerId)).toEqual(["seen", "confirming", "final", "credited"]);
    // 0.05 at 2,000 euros.
    expect(await cash(playerId)).toBe(10_000n);
    expect(
      await rows("select rate::float8 as rate, rate_source, value from crypto_deposit where player_id = $1", [
        playerId,
      ]),
    ).toEqual([{ rate: 2_000, rate_source: "manual", value: 10_000n }]);
  });

  it("is rounded down to the cent, and says what that lost", async () => {
    const { playerId, address } = await withAddress();
    await sendCoins(address, "0.010009999");
    await site.anvil.mine();
    await finish();
    expect(await cash(playerId)).toBe(2_001n);
    expect(await rows("select remainder::text from crypto_deposit where player_id = $1", [playerId])).toEqual(
      [{ remainder: "0.999800000000000000" }],
    );
  });

  it("that failed on the chain is none", async () => {
    const { playerId, address } = await withAddress();
    const data = `0x${"00".repeat(4)}` as const;
    // A call that its target does not know reverts, with the value.
    await site.anvil.client.sendTransaction({
      account: site.anvil.accounts[1] as Address,
      to: site.tokens.honest.address,
      data: `${data}${address.slice(2).padStart(64, "0")}`,
      value: 1n,
      gas: 100_000n,
      chain: null,
    });
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual([]);
  });

  it("is in suspense when it is dust, above a limit, or of a barred player", async () => {
    const before = (await problemsOf()).length;
    const [dust, large, barred] = [await withAddress(), await withAddress(), await withAddress()];
    await database.asOwner("update player set status = 'suspended' where id = $1", [barred.playerId]);
    await sendCoins(dust.address, "0.000000001");
    await sendCoins(large.address, "0.51");
    await sendCoins(barred.address, "0.02");
    await site.anvil.mine();
    await finish();
    for (const { playerId } of [dust, large, barred]) {
      expect(await statesOf(playerId)).toEqual(["suspended"]);
      expect(await cash(playerId)).toBe(0n);
    }
    const found = (await problemsOf()).slice(before);
    expect(found).toContainEqual({ problem: "dust", amount: 0n });
    expect(found).toContainEqual({ problem: "above_maximum", amount: 102_000n });
    expect(found).toContainEqual({ problem: "player_barred", amount: 4_000n });
  });
});

describe("a deposit of tokens", () => {
  it("is credited when the balance bears it out, also of a token that answers nothing", async () => {
    const { playerId, address } = await withAddress();
    await site.tokens.honest.send(address, 20_000_000n);
    await site.tokens.silent.send(address, 10_000_000n);
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual(["credited", "credited"]);
    // 30 at 0.90 euros.
    expect(await cash(playerId)).toBe(2_700n);
  });

  it("is none when the token answered false, and waits for staff when only its log says so", async () => {
    const { playerId, address } = await withAddress();
    await site.tokens.refusing.send(address, 20_000_000n);
    await site.tokens.lying.send(address, 30_000_000n);
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual(["suspended"]);
    expect(await cash(playerId)).toBe(0n);
    expect((await problemsOf()).at(-1)).toEqual({ problem: "balance_differs", amount: 0n });
  });

  it("of a token that nobody configured waits for staff, without a value", async () => {
    const { playerId, address } = await withAddress();
    const { deployToken } = await import("./testing/token.ts");
    const other = await deployToken(site.anvil, "honest");
    await other.send(address, 5n * 10n ** 17n);
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual(["suspended"]);
    expect((await problemsOf()).at(-1)).toEqual({ problem: "wrong_token", amount: 0n });
  });
});

describe("a scanner that stops between crediting and noting it", () => {
  it("credits nothing twice, and takes back what is replaced meanwhile", async () => {
    const [kept, replaced] = [await withAddress(), await withAddress()];
    /** As if the scanner had been killed before its last commit. */
    const forget = (playerId: string) =>
      database.asOwner(
        `with d as (update crypto_deposit set state = 'final', version = version - 1, payment_id = null where player_id = $1 returning id, version)
         delete from crypto_deposit_step s using d where s.deposit_id = d.id and s.version > d.version`,
        [playerId],
      );
    await sendCoins(kept.address, "0.01");
    await site.anvil.mine();
    await finish();
    await forget(kept.playerId);
    await scan();
    expect(await statesOf(kept.playerId)).toEqual(["credited"]);
    expect(await cash(kept.playerId)).toBe(2_000n);
    await sendCoins(replaced.address, "0.01");
    await site.anvil.mine();
    await finish();
    await forget(replaced.playerId);
    await site.anvil.reorg(CONFIRMATIONS + 1);
    await scan();
    expect(await statesOf(replaced.playerId)).toEqual(["reversed"]);
    expect(await cash(replaced.playerId)).toBe(0n);
  });
});

describe("a scanner that was stopped", () => {
  it("reads nothing until it may go on, and misses nothing then", async () => {
    await haltChain(CHAIN_ID, "reorganised_too_deep");
    const { playerId, address } = await withAddress();
    await sendCoins(address, "0.05");
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual([]);
    await haltChain(CHAIN_ID, null);
    await scan();
    await finish();
    expect(await cash(playerId)).toBe(10_000n);
  });
});

describe("coins that no transaction shows", () => {
  it("wait for staff once, with their value", async () => {
    const { playerId, address } = await withAddress();
    await site.anvil.mine();
    await site.anvil.client.setBalance({ address, value: parseEther("0.02") });
    await finish();
    await finish();
    expect(await findUntraced(site.chain)).toBe(1);
    expect(await findUntraced(site.chain)).toBe(0);
    await scan();
    expect(await statesOf(playerId)).toEqual(["suspended"]);
    expect((await problemsOf()).at(-1)).toEqual({ problem: "untraced", amount: 4_000n });
    expect(await findUntraced(site.chain)).toBe(0);
  });
});

describe("a reorganisation", () => {
  it("before a deposit is credited drops it, and it counts again when it is mined again", async () => {
    const { playerId, address } = await withAddress();
    const hash = await sendCoins(address, "0.03");
    await site.anvil.mine();
    await scan();
    await site.anvil.reorg(1);
    await scan();
    expect(await statesOf(playerId)).toEqual(["dropped"]);
    await finish();
    expect(await cash(playerId)).toBe(0n);
    await sendAgain(hash, address, "0.03");
    await finish();
    expect(await statesOf(playerId)).toContain("credited");
    expect(await cash(playerId)).toBe(6_000n);
  });

  it("after a deposit was credited takes it back, into a debt as far as it has been spent", async () => {
    const [whole, spent] = [await withAddress(), await withAddress()];
    await sendCoins(whole.address, "0.04");
    await sendCoins(spent.address, "0.04");
    await site.anvil.mine();
    await finish();
    expect([await cash(whole.playerId), await cash(spent.playerId)]).toEqual([8_000n, 8_000n]);
    await transfer([
      {
        id: crypto.randomUUID(),
        debit: await accountFor("player_cash", spent.playerId, "EUR"),
        credit: await accountFor("adjustments", null, "EUR"),
        amount: money("EUR", 5_000n),
        code: "adjustment",
        reference: "test",
      },
    ]);
    await site.anvil.reorg(CONFIRMATIONS + 1);
    await scan();
    await site.anvil.mine();
    await scan();
    for (const { playerId } of [whole, spent]) {
      expect(await statesOf(playerId)).toEqual(["reversed"]);
      expect(await cash(playerId)).toBe(0n);
    }
    expect(await playerOwes(whole.playerId, "EUR")).toBe(0n);
    expect(await playerOwes(spent.playerId, "EUR")).toBe(5_000n);
  });
});

/** The same money once more: in the pool it may have survived, otherwise it is sent anew. */
const sendAgain = async (hash: `0x${string}`, address: Address, ether: string) => {
  const known = await site.anvil.client.getTransaction({ hash }).catch(() => null);
  if (!known) await sendCoins(address, ether);
  await site.anvil.mine();
};

describe("the ledger beside the chain", () => {
  it("agrees with every receipt, and differs where the node has none for what was credited", async () => {
    const HOUR = 3_600_000;
    const run = () =>
      reconcile(cryptoProvider, new Date(Date.now() - 6 * HOUR), new Date(Date.now() + 6 * HOUR));
    const { playerId, address } = await withAddress();
    await sendCoins(address, "0.02");
    await site.tokens.honest.send(address, 30_000_000n);
    await site.anvil.mine();
    await finish();
    expect(await statesOf(playerId)).toEqual(["credited", "credited"]);
    await run();
    expect((await openDifferences()).filter(({ side }) => side === "external")).toEqual([]);
    const hash = `0x${"ab".repeat(32)}`;
    await database.asOwner("update crypto_deposit set tx_hash = $2 where player_id = $1 and token is null", [
      playerId,
      hash,
    ]);
    await run();
    expect((await openDifferences()).filter(({ side }) => side === "external")).toMatchObject([
      { kind: "missing_outside", direction: "in", ledgerAmount: 4_000n },
    ]);
  });
});
