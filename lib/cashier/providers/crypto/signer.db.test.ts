import { type Address, erc20Abi, type Hex, parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { destinationsOf, withdraw } from "../../index.ts";
import { progressWithdrawal } from "../../withdrawals/pay.ts";
import { LeaseLostError, releaseLease, takeLease } from "./chain/lease.ts";
import { scanChain, scannerLease } from "./chain/scan.ts";
import { giveAddress } from "./deposits/address.ts";
import { proveWallet, registerWallet } from "./destinations/wallet.ts";
import { runSigner } from "./signer/run.ts";
import { settlePayout } from "./signer/settle.ts";
import { signerLease, signTransfer } from "./signer/sign.ts";
import { lockTransfer, moveTransfer, transfersIn, writeOffTransfer } from "./signer/store.ts";
import { CHAIN_ID, CONFIRMATIONS, type CryptoSite, OWNER, openSite, startSite } from "./testing/site.ts";
import { giveTokens } from "./testing/token.ts";
import { cryptoWallets } from "./views.ts";

const OTHER = "0196a0aa-0000-7000-8000-00000000beef";

let database: TestDatabase;
let site: CryptoSite;
beforeAll(async () => {
  const started = await startSite();
  database = await testDatabase();
  site = await openSite(started);
  await seedPolicy();
  for (const kind of ["honest", "silent"] as const)
    await site.tokens[kind].send(site.chain.hot as Address, 10n ** 9n);
  await giveTokens(site.anvil, site.tokens.refusing, site.chain.hot as Address, 10n ** 9n);
  await site.anvil.mine();
}, 30_000);
afterAll(async () => {
  await site.stop();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  vi.restoreAllMocks();
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const turn = async () => {
  expect(await takeLease(signerLease(CHAIN_ID), OWNER, 60)).toBe(true);
  await runSigner(site.chain, site.keys, OWNER);
};

/** Mines until what was sent is final, and has the signer find it. */
const finish = async () => {
  await site.anvil.mine(CONFIRMATIONS + 1);
  await turn();
};

const newWallet = (): Address => privateKeyToAccount(generatePrivateKey()).address;

/** A player with cash and a wallet. */
const withWallet = async (asset: string, address: Address = newWallet(), cash = 200_000n) => {
  const playerId = await makePlayer(cash);
  const registered = await registerWallet(playerId, { chainId: CHAIN_ID, asset, address });
  if (!registered.ok) throw new Error(registered.refusal.code);
  return { playerId, address, walletId: registered.value.walletId };
};

const ask = async (playerId: string, walletId: string, amount: string): Promise<string> => {
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount,
    method: "crypto",
    instrumentId: walletId,
    idempotencyKey: crypto.randomUUID(),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
  return made.value.id;
};

const stateOf = async (id: string) =>
  (await rows<{ state: string }>("select state from payment where id = $1", [id]))[0]?.state;

type Sent = { id: string; state: string; reason: string | null; nonce: bigint | null; hash: string | null };
const sentFor = async (paymentId: string): Promise<Sent> => {
  const [found] = await rows<Sent>(
    "select t.id, t.state, t.reason, t.nonce, t.hash from crypto_transfer t join payout o on o.id = t.payout_id where o.payment_id = $1",
    [paymentId],
  );
  if (!found) throw new Error("nothing was queued");
  return found;
};
const attemptsOf = (id: string) =>
  rows<{ number: number; hash: Hex; raw: Hex; max_fee: string; priority_fee: string }>(
    "select number, hash, raw, max_fee::text, priority_fee::text from crypto_attempt where transfer_id = $1 order by number",
    [id],
  );
const cash = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
const coins = (address: Address) => site.anvil.client.getBalance({ address });
const tokens = (token: Address, owner: Address) =>
  site.anvil.client.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [owner] });

describe("a wallet", () => {
  it("is refused where it is no wallet, is blocked, or cannot be compared with its checksum", async () => {
    const playerId = await makePlayer(0n);
    const register = (address: string, asset = "ETH") =>
      registerWallet(playerId, { chainId: CHAIN_ID, asset, address });
    const refused = async (address: string, asset?: string) => {
      const answer = await register(address, asset);
      return answer.ok ? null : answer.refusal.code;
    };
    expect(await refused("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")).toBe("checksum_wrong");
    expect(await refused(site.chain.hot)).toBe("address_not_a_wallet");
    expect(await refused(site.tokens.honest.address, "USDC")).toBe("address_not_a_wallet");
    expect(await refused(await giveAddress(playerId, site.chain))).toBe("address_not_a_wallet");
    expect(await refused(`0x${"1".repeat(36)}dead`)).toBe("address_blocked");
    expect(await refused(newWallet(), "DOGE")).toBe("asset_not_offered");
  });

  it("takes more than 1,000 euros at once only when its key has signed", async () => {
    const key = privateKeyToAccount(generatePrivateKey());
    const { playerId, walletId } = await withWallet("ETH", key.address);
    const maximum = async () =>
      (await destinationsOf({ playerId, currency: "EUR" })).destinations.find(
        ({ method }) => method === "crypto",
      )?.maximum;
    expect(await maximum()).toBe(100_000n);
    const [wallet] = await cryptoWallets(playerId);
    const message = wallet?.proofText ?? "";
    const forged = await privateKeyToAccount(generatePrivateKey()).signMessage({ message });
    expect(await proveWallet(playerId, { walletId, signature: forged })).toMatchObject({ ok: false });
    const signature = await key.signMessage({ message });
    expect(await proveWallet(await makePlayer(0n), { walletId, signature })).toMatchObject({ ok: false });
    expect(await proveWallet(playerId, { walletId, signature })).toEqual({ ok: true, value: null });
    expect(await maximum()).toBe(200_000n);
  });

  it("is no destination until its cool-off is over", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    await database.asOwner(
      "update payment_instrument set usable_from = now() + interval '1 hour' where id = $1",
      [walletId],
    );
    expect(await ask(playerId, walletId, "20").catch((error: Error) => error.message)).toBe("no_destination");
  });
});

describe("a withdrawal", () => {
  it("arrives once, in coins and in tokens, whatever is repeated", async () => {
    const [coin, token, silent] = [
      await withWallet("ETH"),
      await withWallet("USDC"),
      await withWallet("USDT"),
    ];
    const asked = [
      await ask(coin.playerId, coin.walletId, "100"),
      await ask(token.playerId, token.walletId, "90"),
      await ask(silent.playerId, silent.walletId, "45"),
    ];
    for (const id of asked) expect(await stateOf(id)).toBe("sent");
    await turn();
    await turn();
    await finish();
    await finish();
    for (const id of asked) {
      expect(await stateOf(id)).toBe("paid");
      await progressWithdrawal(id);
      expect(await attemptsOf((await sentFor(id)).id)).toHaveLength(1);
    }
    expect(await coins(coin.address)).toBe(parseEther("0.05"));
    expect(await tokens(site.tokens.honest.address, token.address)).toBe(100_000_000n);
    expect(await tokens(site.tokens.silent.address, silent.address)).toBe(50_000_000n);
    expect(await cash(coin.playerId)).toBe(190_000n);
    const fees = await rows<{ fee_value: bigint | null }>(
      "select fee_value from crypto_transfer where state = 'paid'",
    );
    expect(fees.every(({ fee_value }) => fee_value !== null)).toBe(true);
  });

  it("of a token that answers false is in the balance again", async () => {
    const { playerId, walletId } = await withWallet("RFS");
    const id = await ask(playerId, walletId, "45");
    await turn();
    await finish();
    expect(await sentFor(id)).toMatchObject({ state: "failed", reason: "not_moved" });
    expect(await stateOf(id)).toBe("failed");
    expect(await cash(playerId)).toBe(200_000n);
  });

  it("above a cap waits for staff, who let it go or give it back", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    const [one, other] = [await ask(playerId, walletId, "500.01"), await ask(playerId, walletId, "600")];
    await turn();
    for (const id of [one, other])
      expect(await sentFor(id)).toMatchObject({ state: "review", reason: "above_transfer_cap", nonce: null });
    await transaction(async (client) => {
      const transfer = await lockTransfer((await sentFor(one)).id, client);
      if (transfer) await moveTransfer(transfer, { state: "queued", reason: null, released: true }, client);
    });
    await transaction(async (client) => {
      const transfer = await lockTransfer((await sentFor(other)).id, client);
      if (transfer) await moveTransfer(transfer, { state: "canceled", reason: "returned_by_staff" }, client);
    });
    await turn();
    await finish();
    await progressWithdrawal(other);
    expect([await stateOf(one), await stateOf(other)]).toEqual(["paid", "failed"]);
    expect(await cash(playerId)).toBe(149_999n);
  });

  it("to an address that was blocked meanwhile is not signed", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    await database.asOwner("update crypto_destination set address = $2 where instrument_id = $1", [
      walletId,
      "0x111111111111111111111111111111111111dEaD",
    ]);
    const id = await ask(playerId, walletId, "20");
    await turn();
    expect(await sentFor(id)).toMatchObject({ state: "canceled", reason: "address_blocked", nonce: null });
    expect(await stateOf(id)).toBe("failed");
    expect(await cash(playerId)).toBe(200_000n);
  });
});

describe("the signer", () => {
  const send = () => vi.spyOn(globalThis, "fetch");
  const withoutBroadcast = () => {
    const original = globalThis.fetch;
    return send().mockImplementation((input, init) => {
      if (String(init?.body).includes("eth_sendRawTransaction"))
        throw new TypeError("the connection was lost");
      return original(input, init);
    });
  };

  it("sends the stored bytes again after a crash between storing and sending", async () => {
    const { playerId, walletId, address } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "30");
    withoutBroadcast();
    await turn();
    const { id: transfer } = await sentFor(id);
    const [stored] = await attemptsOf(transfer);
    expect(
      await site.anvil.client.getTransaction({ hash: stored?.hash ?? "0x" }).catch(() => null),
    ).toBeNull();
    vi.restoreAllMocks();
    await turn();
    await finish();
    expect(await attemptsOf(transfer)).toEqual([stored]);
    expect(await sentFor(id)).toMatchObject({ state: "paid", hash: stored?.hash });
    expect(await coins(address)).toBe(parseEther("0.015"));
  });

  it("takes no nonce and sends nothing when it stops before storing", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "30");
    const [queued] = await transfersIn(CHAIN_ID, "queued");
    if (!queued) throw new Error("nothing is queued");
    await releaseLease(signerLease(CHAIN_ID), OWNER);
    expect(await takeLease(signerLease(CHAIN_ID), OTHER, 60)).toBe(true);
    await expect(signTransfer(site.chain, queued, site.keys, OWNER)).rejects.toThrow(LeaseLostError);
    expect(await sentFor(id)).toMatchObject({ state: "queued", nonce: null });
    await releaseLease(signerLease(CHAIN_ID), OTHER);
    await turn();
    await finish();
    expect(await stateOf(id)).toBe("paid");
  });

  it("signs once when two of them have read the same transfer", async () => {
    const { playerId, walletId, address } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "40");
    const [queued] = await transfersIn(CHAIN_ID, "queued");
    if (!queued) throw new Error("nothing is queued");
    expect(await takeLease(signerLease(CHAIN_ID), OWNER, 60)).toBe(true);
    expect(await takeLease(signerLease(CHAIN_ID), OTHER, 60)).toBe(false);
    await Promise.allSettled(
      Array.from({ length: 3 }, () => signTransfer(site.chain, queued, site.keys, OWNER)),
    );
    await finish();
    expect(await attemptsOf((await sentFor(id)).id)).toHaveLength(1);
    expect(await coins(address)).toBe(parseEther("0.02"));
  });

  it("sends again what the node has dropped", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "20");
    await turn();
    const [attempt] = await attemptsOf((await sentFor(id)).id);
    await site.anvil.client.dropTransaction({ hash: attempt?.hash ?? "0x" });
    await turn();
    await finish();
    expect(await sentFor(id)).toMatchObject({ state: "paid", hash: attempt?.hash });
  });

  it("raises both fees by 10 % under the same nonce, and ends with whichever is mined", async () => {
    const { playerId, walletId, address } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "20");
    await turn();
    const { id: transfer } = await sentFor(id);
    await database.asOwner(
      "update crypto_attempt set signed_at = now() - interval '1 hour' where transfer_id = $1",
      [transfer],
    );
    await turn();
    const [first, second] = await attemptsOf(transfer);
    if (!first || !second) throw new Error("it was not replaced");
    expect(BigInt(second.max_fee) * 10n >= BigInt(first.max_fee) * 11n).toBe(true);
    expect(BigInt(second.priority_fee) * 10n >= BigInt(first.priority_fee) * 11n).toBe(true);
    // The first one wins after all.
    await site.anvil.client.dropTransaction({ hash: second.hash });
    await site.anvil.client.sendRawTransaction({ serializedTransaction: first.raw });
    await site.anvil.mine();
    await finish();
    expect(await sentFor(id)).toMatchObject({ state: "paid", hash: first.hash });
    expect(await coins(address)).toBe(parseEther("0.01"));
  });

  it("stops where somebody else has used its nonce, and pays nothing twice", async () => {
    const { playerId, walletId } = await withWallet("ETH");
    const id = await ask(playerId, walletId, "20");
    withoutBroadcast();
    await turn();
    vi.restoreAllMocks();
    const { nonce } = await sentFor(id);
    const raw = await site.keys.wallet(site.chain.hot).signTransaction({
      type: "eip1559",
      chainId: CHAIN_ID,
      nonce: Number(nonce),
      gas: 21_000n,
      maxFeePerGas: 10n ** 11n,
      maxPriorityFeePerGas: 10n ** 9n,
      to: newWallet(),
      value: 1n,
    });
    await site.anvil.client.sendRawTransaction({ serializedTransaction: raw });
    await finish();
    const lost = await sentFor(id);
    expect(lost).toMatchObject({ state: "lost", reason: "replaced" });
    expect(await stateOf(id)).toBe("sent");

    const writeOff = () =>
      transaction(async (client) => {
        const transfer = await lockTransfer(lost.id, client);
        return transfer !== null && writeOffTransfer(transfer, client);
      });
    expect([await writeOff(), await writeOff()]).toEqual([true, false]);
    await settlePayout(lost.id);
    await settlePayout(lost.id);
    expect(await stateOf(id)).toBe("failed");
    expect(await cash(playerId)).toBe(200_000n);
  });

  it("waits while a unit of gas costs more than the cap", async () => {
    const { playerId, walletId, address } = await withWallet("ETH");
    const caps = site.chain.caps.gasGwei;
    site.chain.caps.gasGwei = 0.000_001;
    const id = await ask(playerId, walletId, "20");
    await turn();
    expect(await sentFor(id)).toMatchObject({ state: "queued", reason: "fees_high" });
    site.chain.caps.gasGwei = caps;
    await turn();
    await finish();
    expect(await coins(address)).toBeGreaterThan(0n);
    expect(await stateOf(id)).toBe("paid");
  });
});

describe("a sweep", () => {
  it("brings tokens to the hot wallet with gas from the tank, which is no deposit", async () => {
    const playerId = await makePlayer(0n);
    const address = (await giveAddress(playerId, site.chain)) as Address;
    const scan = async () => {
      await takeLease(scannerLease(CHAIN_ID), OWNER, 60);
      await scanChain(site.chain, OWNER);
    };
    await scan();
    await site.tokens.honest.send(address, 100_000_000n);
    await site.anvil.mine(CONFIRMATIONS + 1);
    await scan();
    expect(await cash(playerId)).toBe(9_000n);
    const before = await tokens(site.tokens.honest.address, site.chain.hot as Address);
    for (let turns = 0; turns < 4; turns += 1) await finish();
    await scan();
    expect(await tokens(site.tokens.honest.address, address)).toBe(0n);
    expect(await tokens(site.tokens.honest.address, site.chain.hot as Address)).toBe(before + 100_000_000n);
    expect(
      await rows(
        "select purpose, state from crypto_transfer where purpose <> 'withdrawal' order by created_at",
      ),
    ).toEqual([
      { purpose: "gas", state: "paid" },
      { purpose: "sweep", state: "paid" },
    ]);
    expect(await rows("select 1 from crypto_deposit where player_id = $1", [playerId])).toHaveLength(1);
    expect(await cash(playerId)).toBe(9_000n);
  });

  it("waits while the address does not hold enough to be worth it", async () => {
    const playerId = await makePlayer(0n);
    const address = (await giveAddress(playerId, site.chain)) as Address;
    await site.tokens.honest.send(address, 5_000_000n);
    await site.anvil.mine(CONFIRMATIONS + 1);
    await takeLease(scannerLease(CHAIN_ID), OWNER, 60);
    await scanChain(site.chain, OWNER);
    await turn();
    expect(
      await rows("select 1 from crypto_transfer where lower(to_address) = lower($1)", [address]),
    ).toEqual([]);
  });
});
