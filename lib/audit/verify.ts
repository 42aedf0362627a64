import { db } from "#lib/platform/database/db.ts";
import { bool, int8, statement, text } from "#lib/platform/database/statement.ts";

/** One entry of the chain by its number and hash (hexadecimal): what an auditor writes down. */
export type AuditLink = { id: bigint; hash: string };

/** `content`: the entry is not what its hash says. `order`: it does not follow the entry before it. */
export type AuditBreak = { id: bigint; why: "content" | "order" };

export type AuditVerdict = {
  entries: bigint;
  first: AuditLink | null;
  last: AuditLink | null;
  broken: AuditBreak[];
};

const PAGE = 5_000;
const BEFORE_FIRST = "00";

// Content is compared where it lies; only hashes travel.
const pageOfChain = statement({
  text: `
    select id, encode(hash, 'hex') as hash, encode(prev_hash, 'hex') as prev, hash = audit_hash(a) as sound
      from audit_entry a where id > $1 order by id limit $2`,
  params: [int8, int8],
  row: { id: int8, hash: text, prev: text, sound: bool },
});

/**
 * Recomputes the chain from its first entry, a page at a time, so that it may be of any length. Says which entries were
 * changed, and which do not follow the one before them because one was removed or put in between. What was cut off at
 * the end leaves no trace in the chain itself: compare the last link with one written down earlier (`auditLink`).
 */
export const verifyAudit = async ({ stopAtFirst = false } = {}): Promise<AuditVerdict> => {
  const verdict: AuditVerdict = { entries: 0n, first: null, last: null, broken: [] };
  for (;;) {
    const page = await pageOfChain.all([verdict.last?.id ?? 0n, PAGE]);
    for (const { id, hash, prev, sound } of page) {
      const follows = id === (verdict.last?.id ?? 0n) + 1n && prev === (verdict.last?.hash ?? BEFORE_FIRST);
      verdict.entries += 1n;
      verdict.last = { id, hash };
      verdict.first ??= verdict.last;
      if (follows && sound) continue;
      verdict.broken.push({ id, why: sound ? "order" : "content" });
      if (stopAtFirst) return verdict;
    }
    if (page.length < PAGE) return verdict;
  }
};

/** The link of this number as it stands now; null when there is none. */
export const auditLink = async (id: bigint): Promise<AuditLink | null> => {
  const entry = await db().auditEntry.findUnique({ where: { id }, select: { hash: true } });
  return entry && { id, hash: Buffer.from(entry.hash).toString("hex") };
};
