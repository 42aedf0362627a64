import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { identityStates, moveIdentity } from "../identity/machine.ts";
import { reportDuplicates } from "./duplicates.ts";
import { nameKey } from "./name-key.ts";
import { asksPostcode, type Person, type PersonRefusal } from "./schema.ts";

const FIELDS = { firstName: true, lastName: true, street: true, city: true, postcode: true } as const;

/** Who a player is by law; null where we have not been told yet. */
export const personOf = (playerId: string, tx?: pg.PoolClient): Promise<Person | null> =>
  db(tx).playerPerson.findUnique({ where: { playerId }, select: FIELDS });

/** What is missing from an address in this country. */
export const faultOfPerson = ({ postcode }: Pick<Person, "postcode">, country: string) =>
  postcode === null && asksPostcode(country) ? ({ code: "postcode_missing" } as const) : null;

/** Stores who a player is: in the transaction that opens the account, or changes it. */
export const storePerson = async (tx: pg.PoolClient, playerId: string, person: Person): Promise<void> => {
  const row = { ...person, nameKey: nameKey(person.firstName, person.lastName) };
  await db(tx).playerPerson.upsert({
    where: { playerId },
    create: { playerId, ...row },
    update: { ...row, changedAt: new Date() },
    select: { playerId: true },
  });
};

/**
 * Changes the player's name and address. A name that was verified, or that documents under review are compared with, stays; a new address
 * has to be verified again.
 */
export const changePerson = async (
  tx: pg.PoolClient,
  { playerId, country }: { playerId: string; country: string },
  person: Person,
): Promise<Result<{ before: Person | null }, PersonRefusal>> => {
  const fault = faultOfPerson(person, country);
  if (fault) return refuse(fault);
  const before = await personOf(playerId, tx);
  const states = await identityStates(playerId, tx);
  const locked = states.identity === "verified" || states.identity === "pending";
  const renamed = before?.firstName !== person.firstName || before.lastName !== person.lastName;
  if (before && renamed && locked) return refuse({ code: "name_locked" });
  await storePerson(tx, playerId, person);
  if (renamed) await reportDuplicates(tx, playerId);
  const moved =
    before?.street !== person.street || before.city !== person.city || before.postcode !== person.postcode;
  if (before && moved && states.address === "verified")
    await moveIdentity(tx, { playerId, action: "reset", levels: ["address"] });
  return accept({ before });
};
