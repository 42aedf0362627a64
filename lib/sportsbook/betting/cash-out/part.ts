/** All of a bet, in hundredths of a per cent of its stake. */
export const WHOLE = 10_000;

/** Why a bet cannot be cashed out now. */
export type NoCashOut =
  /** Its stake was a free bet. */
  | { code: "free_bet" }
  /** A market that it waits for is suspended: "source:reason", as of a market. */
  | { code: "suspended"; reason: string }
  /** What it waits for is over, and its result is on its way. */
  | { code: "awaiting_result" }
  /** What it waits for has no price of ours. */
  | { code: "unavailable" }
  /** It is worth less than the smallest unit. */
  | { code: "no_value" };

/** What an open bet may be cashed out for now. */
export type CashOutOffer = {
  betId: string;
  currency: string;
  stake: bigint;
  /** The stake is shared by so many lines, and so is a part of it. */
  lines: number;
  /** For the whole bet, in minor units. */
  amount: bigint;
  /** Changes with whatever the offer was made from. */
  version: string;
  /** How long a cash-out waits before it is confirmed, because an event is in play. */
  delayMs: number;
};

export type CashOut = { betId: string } & ({ offer: CashOutOffer } | { offer: null; reason: NoCashOut });

/** The stake of a part, divisible by the lines, and what it is cashed out for; null where a part that small or large is none. */
export const cashOutPart = (
  { stake, lines, amount }: Pick<CashOutOffer, "stake" | "lines" | "amount">,
  part: number,
): { stake: bigint; amount: bigint } | null => {
  if (part === WHOLE) return { stake, amount };
  const each = stake / BigInt(lines);
  const ofEach = (each * BigInt(part)) / BigInt(WHOLE);
  const taken = ofEach * BigInt(lines);
  const paid = (amount * taken) / stake;
  return ofEach > 0n && ofEach < each && paid > 0n ? { stake: taken, amount: paid } : null;
};
