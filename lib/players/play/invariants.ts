import type { Invariants } from "#lib/platform/database/invariants.ts";

export const PLAY_INVARIANTS: Invariants = {
  "a player has one play session at a time": `
    select s.id::text as subject, o.id::text as detail from play_session s join play_session o on o.player_id = s.player_id and o.id > s.id
     where s.started_at < o.last_active_at and o.started_at < s.last_active_at`,
};
