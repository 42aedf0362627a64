import { randomInt } from "node:crypto";
import { z } from "zod";
import { CURRENCY_CODES, type Currency } from "#lib/core/money.ts";
import { array, bpchar, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { newReference } from "./reference.ts";

const TRIES = 5;

const known = statement({
  text: "select reference from bank_reference where player_id = $1",
  params: [uuid],
  row: { reference: text },
});

const keep = statement({
  text: "insert into bank_reference (player_id, reference) values ($1, $2) on conflict do nothing",
  params: [uuid, text],
  row: {},
});

// Six random bytes at most at a time.
const random = (): number => randomInt(1_000_000) * 1_000_000 + randomInt(1_000_000);

/** The reference by which a player's transfers are known: made when it is first asked for, and the same ever after. */
export const referenceOf = async (playerId: string): Promise<string> => {
  for (let n = 0; n < TRIES; n += 1) {
    const found = await known.first([playerId]);
    if (found) return found.reference;
    // Another player's reference, or a page of this player that was faster: look again.
    await keep.run([playerId, newReference(random())]);
  }
  throw new Error("no free reference was found");
};

const ownersOf = statement({
  text: `
    select r.player_id as "playerId", p.name_key as "nameKey", v.currency
      from bank_reference r join players_player_view v on v.id = r.player_id left join players_person_view p on p.player_id = r.player_id
     where r.reference = any($1)`,
  params: [array(text)],
  row: { playerId: uuid, nameKey: nullable(text), currency: only(bpchar, z.enum(CURRENCY_CODES)) },
});

/** Whose references these are, with the names in the form in which names are compared. */
export const ownersOfReferences = (
  references: readonly string[],
): Promise<{ playerId: string; nameKey: string | null; currency: Currency }[]> => ownersOf.all([references]);
