import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { bool, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { excludePlayer } from "../exclusion/exclude.ts";
import { namesAgree } from "./name-key.ts";

/** How two accounts are alike: by all names and the birth date, by fewer names, by a payment instrument. */
export type DuplicateMatch = "exact" | "close" | "instrument";

export type Duplicate = {
  playerId: string;
  match: Exclude<DuplicateMatch, "instrument">;
  /** The other account is closed, or its player may not bet now. */
  excluded: boolean;
};

// Two registrations of one person at a time come one after the other, and the second one finds the first.
const lockPerson = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('person:' || $1 || ':' || $2, 0))",
  params: [text, text],
  row: {},
});

const alike = statement({
  text: `
    select p.id as "playerId", n.name_key as "nameKey",
           p.status = 'closed' or coalesce(p.excluded_until > clock_timestamp(), false) as excluded
      from player p join player_person n on n.player_id = p.id
     where p.birth_date = $1::text::date and p.id is distinct from $2 and n.name_key <> ''`,
  params: [text, nullable(uuid)],
  row: { playerId: uuid, nameKey: text, excluded: bool },
});

/** Accounts that may be the same person's, under a lock on the person until the transaction ends. */
export const findDuplicates = async (
  tx: pg.PoolClient,
  person: { nameKey: string; birthDate: string; playerId: string | null },
): Promise<Duplicate[]> => {
  const { nameKey, birthDate, playerId } = person;
  await lockPerson.run([birthDate, nameKey], tx);
  return (await alike.all([birthDate, playerId], tx)).flatMap(({ nameKey: other, ...found }): Duplicate[] => {
    if (other === nameKey) return [{ ...found, match: "exact" }];
    return namesAgree(other, nameKey) ? [{ ...found, match: "close" }] : [];
  });
};

/**
 * Opens a case for staff, once for each pair: the newer account cannot deposit until it is decided. The cashier calls it with
 * `instrument` where a card, bank account or wallet of one account comes up in another.
 */
export const openDuplicateCase = async (
  tx: pg.PoolClient,
  one: string,
  other: string,
  match: DuplicateMatch,
): Promise<void> => {
  // Ids begin with the time of their making.
  const [otherId, playerId] = [one, other].sort() as [string, string];
  await db(tx).duplicateCase.createMany({
    data: { id: uuidv7(), playerId, otherId, match },
    skipDuplicates: true,
  });
};

const personKey = statement({
  text: `select n.name_key as "nameKey", p.birth_date::text as "birthDate"
           from player p join player_person n on n.player_id = p.id where p.id = $1`,
  params: [uuid],
  row: { nameKey: text, birthDate: text },
});

/** Opens a case for every account that may be this player's other one: after a change of the name, and when one account is excluded. */
export const reportDuplicates = async (tx: pg.PoolClient, playerId: string): Promise<void> => {
  const person = await personKey.first([playerId], tx);
  if (!person) return;
  for (const found of await findDuplicates(tx, { ...person, playerId }))
    await openDuplicateCase(tx, playerId, found.playerId, found.match);
};

const deciding = statement({
  text: `
    update duplicate_case set status = $2, decided_at = clock_timestamp(), decided_by = $3, note = $4
     where id = $1 and status = 'open' returning player_id as "playerId", other_id as "otherId"`,
  params: [uuid, text, uuid, nullable(text)],
  row: { playerId: uuid, otherId: uuid },
});

/** Staff find that a pair is one person, whose newer account is then blocked, or two. */
export const decideDuplicate = async (
  tx: pg.PoolClient,
  caseId: string,
  { same, staffId, note }: { same: boolean; staffId: string; note: string | null },
): Promise<Result<{ playerId: string; otherId: string }, { code: "already_decided" }>> => {
  const decided = await deciding.first([caseId, same ? "same" : "different", staffId, note], tx);
  if (!decided) return refuse({ code: "already_decided" });
  if (same)
    await excludePlayer(tx, decided.playerId, {
      ...{ kind: "operator", length: null, source: "staff", madeBy: staffId },
      reason: "duplicate_account",
    });
  return accept(decided);
};

export type DuplicateCaseView = {
  id: string;
  match: string;
  openedAt: Date;
  accounts: {
    id: string;
    email: string;
    name: string;
    birthDate: string;
    openedAt: Date;
    excluded: boolean;
  }[];
};

const ACCOUNT = {
  select: {
    id: true,
    email: true,
    displayName: true,
    birthDate: true,
    createdAt: true,
    status: true,
    excludedUntil: true,
    person: { select: { firstName: true, lastName: true } },
  },
} as const;

const QUEUE_MAX = 100;

/** Open cases, the oldest first; of each the newer account first. */
export const duplicateQueue = async (now: Date): Promise<DuplicateCaseView[]> => {
  const open = await db().duplicateCase.findMany({
    where: { status: "open" },
    orderBy: { openedAt: "asc" },
    take: QUEUE_MAX,
    select: { id: true, match: true, openedAt: true, player: ACCOUNT, other: ACCOUNT },
  });
  return open.map(({ player, other, ...row }) => ({
    ...row,
    accounts: [player, other].map(({ person, birthDate, createdAt, status, excludedUntil, ...account }) => ({
      id: account.id,
      email: account.email,
      name: person ? `${person.firstName} ${person.lastName}` : account.displayName,
      birthDate: birthDate.toISOString().slice(0, 10),
      openedAt: createdAt,
      excluded: status === "closed" || (excludedUntil !== null && excludedUntil > now),
    })),
  }));
};
