import type { Invariants } from "#lib/platform/database/invariants.ts";

export const EXCLUSION_INVARIANTS: Invariants = {
  "a player is excluded until the last of the exclusions ends": `
    select p.id::text as subject, p.excluded_until::text as detail from player p
     where p.excluded_until is distinct from player_excluded_until(p.id)`,
  "no exclusion ends before its term": `
    select e.exclusion_id::text as subject, x.kind as detail from player_exclusion_end e join player_exclusion x on x.id = e.exclusion_id
     where x.kind in ('time_out', 'closure')
        or (x.kind = 'self_exclusion' and (x.ends_at is null or e.asked_at < x.ends_at
                                           or e.ends_at < e.asked_at + interval '24 hours'))`,
};
