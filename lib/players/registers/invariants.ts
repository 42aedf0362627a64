import type { Invariants } from "#lib/platform/database/invariants.ts";

export const REGISTER_INVARIANTS: Invariants = {
  "a list of excluded people that counts is whole": `
    select l.id::text as subject, l.register as detail from register_list l
     where l.state in ('draft', 'in_force') and l.people <> (select count(*) from register_list_person p where p.list_id = l.id)`,
  "a list of excluded people that is over names nobody": `
    select l.id::text as subject, l.register as detail from register_list l
     where l.state not in ('draft', 'in_force') and exists (select from register_list_person p where p.list_id = l.id)`,
};
