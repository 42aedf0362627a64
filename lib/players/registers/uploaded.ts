import { array, bool, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { LIST_AGE_MAX_MS, personHash } from "./file.ts";
import { type Register, RegisterUnavailable } from "./register.ts";

const inForce = statement({
  text: `select id, uploaded_at as at from register_list where register = $1 and state = 'in_force'`,
  params: [text],
  row: { id: uuid, at: timestamptz },
});

const named = statement({
  text: `
    select encode(p.person, 'hex') as person, (p.until < current_date) is true as over
      from register_list_person p
     where p.list_id = $1 and p.person in (select decode(h, 'hex') from unnest($2::text[]) h)`,
  params: [uuid, array(text)],
  row: { person: text, over: bool },
});

/** Whether a list of this time says nothing of today. */
export const isTooOld = (uploadedAt: Date, nowMs: number): boolean =>
  nowMs - uploadedAt.getTime() > LIST_AGE_MAX_MS;

/**
 * A register that is a list which staff upload at least once a day. No list, or one that is too old, is an outage.
 * @param without asked where no list is in force: the simulator, in demo mode
 */
export const uploadedRegister = (
  id: Register["id"],
  { without = null, nowMs = () => Date.now() }: { without?: Register | null; nowMs?: () => number } = {},
): Register => ({
  id,
  needs: without?.needs ?? ["firstName", "lastName"],
  batchMax: 1_000,
  ask: async (people) => {
    const list = await inForce.first([id]);
    if (!list && without) return without.ask(people);
    if (!list) throw new RegisterUnavailable("no list was uploaded");
    if (isTooOld(list.at, nowMs())) throw new RegisterUnavailable("the list is too old");
    const hashes = people.map(personHash);
    const found = new Map((await named.all([list.id, hashes])).map(({ person, over }) => [person, over]));
    return hashes.map((hash) => {
      const over = found.get(hash);
      if (over === undefined) return { answer: "clear", reference: null };
      return { answer: over ? "formerly_excluded" : "excluded", reference: null };
    });
  },
});
