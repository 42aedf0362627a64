import { verifyAudit } from "#lib/audit/index.ts";
import { maxBigint } from "#lib/core/money.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { acceptedOf, type BetWish, type DepositWish, type Player } from "./bettors.ts";
import {
  type Entry,
  keyOfEntry,
  legOutcome,
  type ReceivedEntry,
  returnOf,
  systemReturnOf,
} from "./effective-result.ts";
import { bookDifferences, type LiveClient } from "./live-client.ts";
import {
  type BetFact,
  betFacts,
  depositKeys,
  moneyFacts,
  receivedEntries,
  unfinished,
  wronglyPlaced,
} from "./platform-state.ts";

/** Everything that one run asked for and sent: what the platform must have made of it follows from here. */
export type World = {
  players: Player[];
  eventIds: string[];
  bets: BetWish[];
  deposits: DepositWish[];
  entries: Entry[];
  /** Bets that staff asked to void; true once the platform said that it is done. */
  voids: Map<string, boolean>;
  live: LiveClient;
};

/** The feeds process only guesses the database's clock, by round trips; and between its guess and the write lie locks of bets. */
const DECIDED_OFF_US_MAX = 3_000_000n;

const checkEntries = (said: readonly Entry[], heard: readonly ReceivedEntry[]): string[] => {
  const byKey = new Map(heard.map((entry) => [keyOfEntry(entry), entry]));
  const known = new Set(said.map(keyOfEntry));
  return [
    ...said.flatMap((entry) => {
      const found = byKey.get(keyOfEntry(entry));
      if (!found) return [`the feed said ${keyOfEntry(entry)}, and the platform does not know`];
      const same = JSON.stringify(found.results, keys(found)) === JSON.stringify(entry.results, keys(found));
      return same ? [] : [`the platform received other results in ${keyOfEntry(entry)}`];
    }),
    ...heard.flatMap((entry) =>
      known.has(keyOfEntry(entry)) ? [] : [`the feed never said ${keyOfEntry(entry)}`],
    ),
    ...heard.flatMap(({ marketId, at, takenAtUs, decidedAtUs }) => {
      // An outcome is decided when its message was sent, however long the message took.
      const off = decidedAtUs === null ? 0n : decidedAtUs - BigInt(at) * 1000n;
      return maxBigint(off, -off) > DECIDED_OFF_US_MAX
        ? [`${marketId} was decided at ${decidedAtUs}, sent at ${at} and received at ${takenAtUs}`]
        : [];
    }),
  ];
};

const keys = ({ results }: Entry): string[] => Object.keys(results ?? {}).sort();

const expectedReturn = (bet: BetFact, entries: readonly ReceivedEntry[]): bigint | null => {
  if (bet.voidReason !== null) return bet.stake;
  const legs = bet.legs.map(({ marketId, outcomeKey, odds }) =>
    legOutcome(
      entries.filter((entry) => entry.marketId === marketId),
      outcomeKey,
      BigInt(odds),
      bet.placedAtUs,
    ),
  );
  return bet.sizes ? systemReturnOf(bet.stake, legs, bet.sizes) : returnOf(bet.stake, legs);
};

const checkBets = (world: World, facts: readonly BetFact[], entries: readonly ReceivedEntry[]): string[] => {
  const problems: string[] = [];
  const byKey = Map.groupBy(facts, ({ key }) => key);
  const wished = new Set(world.bets.map(({ key }) => key));
  for (const { id, key } of facts) if (!wished.has(key)) problems.push(`nobody wished bet ${id}`);
  for (const wish of world.bets) {
    const receipt = acceptedOf(wish);
    const [bet, ...others] = byKey.get(wish.key) ?? [];
    if (others.length > 0) problems.push(`key ${wish.key} made ${others.length + 1} bets`);
    if (receipt && !bet) problems.push(`bet ${receipt.id} was acknowledged and does not exist`);
    if (!receipt && bet) problems.push(`bet ${bet.id} exists and was never acknowledged`);
    if (!receipt || !bet) continue;
    const reported = [
      receipt.id,
      receipt.stake,
      Date.parse(receipt.placedAt),
      ...receipt.legs.map(({ marketId, outcomeKey, odds }) => `${marketId}:${outcomeKey}@${odds}`),
    ].join(" ");
    const stands = [
      bet.id,
      bet.stake,
      bet.placedAtUs / 1000n,
      ...bet.legs.map(({ marketId, outcomeKey, odds }) => `${marketId}:${outcomeKey}@${odds}`),
    ].join(" ");
    if (reported !== stands) problems.push(`the receipt says ${reported}, the database ${stands}`);
  }
  for (const bet of facts) {
    const wanted = expectedReturn(bet, entries);
    const stands = bet.status === "settled" ? bet.returned : null;
    if (wanted !== stands) problems.push(`bet ${bet.id} returns ${stands}, by what was said ${wanted}`);
    if (bet.voidReason !== null && !world.voids.has(bet.id)) problems.push(`nobody voided bet ${bet.id}`);
    if (bet.voidReason === null && world.voids.get(bet.id)) problems.push(`bet ${bet.id} was not voided`);
  }
  return problems;
};

const checkMoney = async (world: World, facts: readonly BetFact[]): Promise<string[]> => {
  const problems: string[] = [];
  const emails = world.players.map(({ email }) => email);
  const made = await depositKeys(emails);
  const net = new Map(emails.map((email) => [email, 0n]));
  const add = (email: string, amount: bigint) => net.set(email, (net.get(email) ?? 0n) + amount);
  for (const wish of world.deposits) {
    const receipt = acceptedOf(wish);
    const id = made.get(wish.key);
    if (receipt?.id !== id) problems.push(`deposit ${wish.key} was answered as ${receipt?.id}, it is ${id}`);
    if (receipt) add(wish.player.email, BigInt(wish.amountMinor));
  }
  if (made.size > world.deposits.length) problems.push("there are deposits that nobody made");
  for (const { email, stake, status, returned } of facts)
    add(email, (status === "settled" ? (returned ?? 0n) : 0n) - stake);
  for (const { id, email, cash, owed, version } of await moneyFacts(emails)) {
    if (cash - owed !== net.get(email))
      problems.push(`${email} has ${cash} and owes ${owed}, which should come to ${net.get(email)}`);
    const { balance } = world.live.store.player();
    const [watched] = world.players;
    if (
      email === watched?.email &&
      (balance?.balance !== String(cash) || balance?.version !== Number(version))
    )
      problems.push(
        `the header of ${id} shows ${balance?.balance} (${balance?.version}), it is ${cash} (${version})`,
      );
  }
  return problems;
};

/** What is not as it must be once everything has come to rest; quick enough to be asked again and again. */
export const differencesOf = async (world: World): Promise<string[]> => {
  const waiting = await unfinished();
  if (waiting.length > 0) return waiting;
  const emails = world.players.map(({ email }) => email);
  const [facts, entries] = await Promise.all([betFacts(emails), receivedEntries(world.eventIds)]);
  const [reader] = world.players;
  return [
    ...checkEntries(world.entries, entries),
    ...checkBets(world, facts, entries),
    ...(await checkMoney(world, facts)),
    ...(await wronglyPlaced(emails)),
    ...(reader ? await bookDifferences(world.eventIds, reader.visitor, world.live) : []),
  ];
};

/** What is wrong with all money and the audit trail. */
export const unsound = async (): Promise<string[]> => [
  ...(await verifyInvariants()).flatMap(({ name, violations }) =>
    violations.map(({ subject, detail }) => `broken: ${name}: ${subject} ${detail}`),
  ),
  ...(await verifyAudit()).broken.map((id) => `the audit chain is broken at ${id}`),
];
