import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateOf } from "#lib/core/exchange.ts";
import { parseCryptoConfig } from "./config.ts";
import { deriveAddress } from "./deposits/derive.ts";
import { readAddress } from "./destinations/wallet.ts";
import { assetValue, rateText, unitsFor } from "./rates.ts";
import { aboveCaps } from "./signer/caps.ts";
import { aboveGasCap, assertReplaces, bumpedFees } from "./signer/fees.ts";
import { unitsText } from "./views.ts";

const rate = (text: string) => {
  const read = rateOf(text);
  if (!read) throw new Error(text);
  return read;
};

describe("deposit addresses", () => {
  it("are those that every wallet derives from the extended public key", () => {
    // m/44'/60'/0' of the mnemonic "test test test test test test test test test test test junk", whose accounts every development chain has.
    const xpub =
      "xpub6Ce9NcJvTk36xtLSrJLZqE7wtgA5deCeYs7rSQtreh4cj6ByPtrg9sD7V2FNFLPnf8heNP3FGkeV9qwfzvZNSd54JoNXVsXFYSYwHsnJxqP";
    expect([0, 1, 2].map((index) => deriveAddress(xpub, index))).toEqual([
      "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
      "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
      "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
    ]);
  });
});

describe("addresses that players type", () => {
  // Vectors of EIP-55.
  it.each(["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"])(
    "are taken with their checksum: %s",
    (address) => {
      for (const text of [address, address.toLowerCase(), `0x${address.slice(2).toUpperCase()}`])
        expect(readAddress(text)).toEqual({ ok: true, value: address });
    },
  );
  it("are refused with a wrong one, or when they are none", () => {
    expect(readAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")).toEqual({
      ok: false,
      refusal: { code: "checksum_wrong" },
    });
    for (const text of [
      "",
      "0x",
      "vitalik.eth",
      `0x${"g".repeat(40)}`,
      `0x${"a".repeat(41)}`,
      "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    ])
      expect(readAddress(text)).toEqual({ ok: false, refusal: { code: "address_invalid" } });
  });
});

describe("values", () => {
  it("are rounded down once, and what that lost is told", () => {
    expect(assetValue(10n ** 16n, 18, "EUR", rate("2514.379"))).toEqual({
      minor: 2_514n,
      remainder: "0.379000000000000000",
    });
    expect(assetValue(1n, 18, "JPY", rate("250000"))).toEqual({
      minor: 0n,
      remainder: "0.000000000000250000",
    });
    expect(assetValue(1_999_999n, 6, "KWD", rate("0.3"))).toEqual({
      minor: 599n,
      remainder: "0.999700000000000000",
    });
    expect(rateText(rate("0.9"))).toBe("0.900000000000000000");
  });

  it("never grow on the way to units and back", () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 12n),
        fc.constantFrom(6, 18),
        fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 999 })),
        (minor, decimals, [whole, part]) => {
          const by = rate(`${whole}.${String(part).padStart(3, "0")}`);
          const back = assetValue(unitsFor(minor, "EUR", decimals, by), decimals, "EUR", by).minor;
          expect(back <= minor).toBe(true);
        },
      ),
    );
  });

  it("are written without trailing zeros", () => {
    expect([
      unitsText(1_500_000n, 6),
      unitsText(10n ** 18n, 18),
      unitsText(1n, 18),
      unitsText(5n, 0),
    ]).toEqual(["1.5", "1", "0.000000000000000001", "5"]);
  });
});

describe("raised fees", () => {
  const fee = fc.bigInt(0n, 10n ** 13n);
  it("are 10 % above both of the last, whatever the chain asks for", () => {
    fc.assert(
      fc.property(fee, fee, fee, fee, (maxFee, priorityFee, nowMax, nowPriority) => {
        const last = { maxFee: maxFee + priorityFee, priorityFee };
        const next = bumpedFees(last, { maxFee: nowMax, priorityFee: nowPriority });
        expect(next.maxFee * 10n >= last.maxFee * 11n).toBe(true);
        expect(next.priorityFee * 10n >= last.priorityFee * 11n).toBe(true);
        expect(next.maxFee >= next.priorityFee).toBe(true);
        assertReplaces(last, next);
      }),
    );
  });

  it("are refused where one of them is raised too little", () => {
    const last = { maxFee: 1_000n, priorityFee: 100n };
    assertReplaces(last, { maxFee: 1_100n, priorityFee: 110n });
    for (const next of [
      { maxFee: 1_099n, priorityFee: 110n },
      { maxFee: 1_100n, priorityFee: 109n },
      { maxFee: 5_000n, priorityFee: 100n },
    ])
      expect(() => assertReplaces(last, next)).toThrow("10 %");
  });
});

describe("the cap of fees", () => {
  it("is for a unit of gas, in gwei", () => {
    const fees = (maxFee: bigint) => ({ maxFee, priorityFee: 0n });
    expect(aboveGasCap(fees(200_000_000_000n), 200)).toBe(false);
    expect(aboveGasCap(fees(200_000_000_001n), 200)).toBe(true);
    expect(aboveGasCap(fees(60_000_000n), 0.05)).toBe(true);
  });
});

describe("caps", () => {
  const caps = { perTransfer: 50_000n, perHour: 80_000n };
  it("let what is within both go by itself", () => {
    expect(aboveCaps(50_000n, 30_000n, caps)).toBeNull();
    expect(aboveCaps(50_001n, 0n, caps)).toBe("above_transfer_cap");
    expect(aboveCaps(50_000n, 30_001n, caps)).toBe("above_hour_cap");
  });
});

describe("the configuration", () => {
  const chain = {
    id: 1,
    name: "Ethereum",
    rpcUrls: ["https://rpc.example"],
    finality: "finalized",
    hot: `0x${"a".repeat(40)}`,
    gasTank: `0x${"b".repeat(40)}`,
    caps: { perTransfer: "1000", perHour: "5000", hot: "50000" },
    sweepFrom: "50",
  };
  const config = {
    rates: { source: "manual", values: { ETH: "2500" } },
    screening: "simulated",
    chains: [chain],
  };

  it("is read with its amounts in cents", () => {
    expect(parseCryptoConfig(JSON.stringify(config))).toMatchObject({
      coolOffHours: 24,
      proofAbove: 100_000n,
      chains: [{ native: "ETH", test: false, caps: { perTransfer: 100_000n } }],
    });
  });

  it("says what is wrong with it, and where", () => {
    const wrong = { ...config, chains: [{ ...chain, hot: "0x1" }, chain] };
    expect(() => parseCryptoConfig(JSON.stringify(wrong))).toThrow("chains.0.hot is no address");
    expect(() => parseCryptoConfig(JSON.stringify({ ...config, chains: [chain, chain] }))).toThrow(
      "names a chain twice",
    );
  });
});
