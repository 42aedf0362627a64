import type { Invariants } from "#lib/platform/database/invariants.ts";

export const IDENTITY_INVARIANTS: Invariants = {
  "a player's verified levels are those of the identity's state": `
    select p.id::text as subject, p.verified::text as detail from player p where p.verified <> identity_verified(p.id)`,
  "a level under review has a submission under review": `
    select l.player_id::text as subject, l.level as detail from identity_level l left join identity_submission s on s.id = l.submission_id
     where l.state = 'pending' and s.status is distinct from 'pending'`,
};
