import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import { playerEntries, type StatementEntry } from "#lib/ledger/index.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import type { StatementFilter, StatementLine, StatementPage, StatementReference } from "./schema.ts";

const PAGE_SIZE = 25;
const EXPORT_BATCH = 500;

const referenceOf = (reference: string): StatementReference => {
  const [kind, id] = reference.split(":", 2);
  return (kind === "bet" || kind === "deposit") && id ? { kind, id } : { kind: "other", text: reference };
};

const lineOf = ({
  version,
  transferId,
  code,
  reference,
  amount,
  balanceAfter,
  at,
}: StatementEntry): StatementLine => ({
  version,
  transferId,
  code,
  reference: referenceOf(reference),
  amount,
  balanceAfter,
  at,
});

const read = async (
  ctx: PlayerContext,
  { codes, from, to, before }: StatementFilter,
  timeZone: string,
  limit: number,
): Promise<StatementPage> => {
  const entries = await playerEntries(ctx.playerId, ctx.currency, {
    ...(codes && { codes }),
    from: from ? dayStart(from, timeZone) : null,
    until: to ? dayStart(nextDay(to), timeZone) : null,
    before: before === null ? null : BigInt(before),
    limit: limit + 1,
  });
  const lines = entries.slice(0, limit).map(lineOf);
  return { lines, next: entries.length > limit ? String(lines.at(-1)?.version) : null };
};

/**
 * A page of the player's cash account, newest first. Days are the player's own: `timeZone` is an IANA name.
 * `next` goes into the query's `before` to read on.
 */
export const statement = (
  ctx: PlayerContext,
  query: StatementFilter,
  timeZone: string,
  limit = PAGE_SIZE,
): Promise<StatementPage> => read(ctx, query, timeZone, limit);

/** Every line that matches, newest first, in batches that are read as they are asked for. */
export async function* statementBatches(
  ctx: PlayerContext,
  query: StatementFilter,
  timeZone: string,
): AsyncGenerator<StatementLine[]> {
  let before = query.before;
  do {
    const page = await read(ctx, { ...query, before }, timeZone, EXPORT_BATCH);
    yield page.lines;
    before = page.next;
  } while (before !== null);
}
