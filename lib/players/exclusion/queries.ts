import { z } from "zod";
import {
  bool,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { NO_END_MS } from "../eligibility/gates.ts";
import { EXCLUSION_KINDS, type ExclusionView } from "./schema.ts";

const current = statement({
  text: `
    select x.kind, x.starts_at as "startsAt", x.ends_at as "endsAt", e.ends_at as "returnsAt",
           x.kind = 'self_exclusion' and e.exclusion_id is null and coalesce(x.ends_at <= clock_timestamp(), false) as "mayReturn"
      from player_exclusion x left join player_exclusion_end e on e.exclusion_id = x.id
     where x.player_id = $1
       and coalesce(e.ends_at, case when x.kind in ('time_out', 'operator') then x.ends_at end, '9999-12-31Z') > clock_timestamp()
     order by coalesce(e.ends_at, x.ends_at, '9999-12-31Z') desc, x.starts_at desc limit 1`,
  params: [uuid],
  row: {
    kind: only(text, z.enum(EXCLUSION_KINDS)),
    startsAt: timestamptz,
    endsAt: nullable(timestamptz),
    returnsAt: nullable(timestamptz),
    mayReturn: bool,
  },
});

/** The exclusion that applies to the player now: of several, the one that ends last. */
export const currentExclusion = async (playerId: string): Promise<ExclusionView | null> => {
  const found = await current.first([playerId]);
  if (!found) return null;
  const { kind, startsAt, endsAt, returnsAt, mayReturn } = found;
  const until = returnsAt ?? endsAt;
  return {
    kind,
    startsAt,
    until: until && until.getTime() < NO_END_MS ? until : null,
    mayReturn,
    returnsAt,
  };
};
