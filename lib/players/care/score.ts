import { z } from "zod";
import {
  float8,
  int4,
  json,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import {
  CARE_ACTIONS,
  type CareAction,
  type CareCase,
  type HarmContribution,
  type HarmMarker,
  type HarmScore,
} from "./schema.ts";

const BATCH = 200;

// Players who were on the site since the last run, a batch at a time: never a scan of all. A minute again, because what was committed late may
// lie before the moment that was reached.
const next = statement({
  text: `
    select s.player_id as id, max(s.last_active_at) as at from players_play_session_view s, harm_scan h
     where s.last_active_at > h.until - interval '1 minute'
     group by s.player_id, h.until having max(s.last_active_at) > h.until
     order by at limit ${BATCH}`,
  params: [],
  row: { id: uuid, at: timestamptz },
});

const reached = statement({
  text: "update harm_scan set until = greatest(until, $1)",
  params: [timestamptz],
  row: {},
});

const rate = statement({
  name: "score-harm",
  text: `
    insert into harm_score (player_id, scored_at, weights, score, contributions)
    select $1, n.at, w.version, coalesce(sum(c.contribution), 0),
           coalesce(jsonb_object_agg(c.marker, jsonb_build_object('value', c.value, 'contribution', c.contribution))
                      filter (where c.marker is not null), '{}')
      from (select clock_timestamp() as at) n
     cross join (select version, weights from harm_weights order by version desc limit 1) w
      left join lateral (
        select v.marker, v.value, (w.weights->v.marker->>'weight')::float8 * (v.value - (w.weights->v.marker->>'mean')::float8) as contribution
          from harm_values($1, n.at) v where w.weights ? v.marker) c on true
     group by n.at, w.version
    on conflict (player_id) do update
      set scored_at = excluded.scored_at, weights = excluded.weights, score = excluded.score, contributions = excluded.contributions`,
  params: [uuid],
  row: {},
});

/** Scores the players who were on the site since the last run. Returns how many; at most a batch, the rest at the next run. */
export const scoreHarm = async (): Promise<number> => {
  const players = await next.all([]);
  for (const { id } of players) await rate.run([id]);
  const last = players.at(-1);
  if (last) await reached.run([last.at]);
  return players.length;
};

const CONTRIBUTIONS = z.record(z.string(), z.object({ value: z.number(), contribution: z.number() }));
const THRESHOLDS = z.partialRecord(z.enum(CARE_ACTIONS), z.number());

const SCORE = {
  score: float8,
  contributions: json(CONTRIBUTIONS),
  thresholds: json(THRESHOLDS),
  weights: int4,
  scoredAt: timestamptz,
};

const SELECT = `s.score, s.contributions, w.thresholds, s.weights, s.scored_at as "scoredAt"`;

const scoreOf = (row: {
  score: number;
  contributions: z.output<typeof CONTRIBUTIONS>;
  thresholds: z.output<typeof THRESHOLDS>;
  weights: number;
  scoredAt: Date;
}): HarmScore => ({
  score: row.score,
  contributions: Object.entries(row.contributions)
    .map(([marker, each]): HarmContribution => ({ marker: marker as HarmMarker, ...each }))
    .sort((a, b) => b.contribution - a.contribution),
  suggested:
    CARE_ACTIONS.findLast((action: CareAction) => row.score >= (row.thresholds[action] ?? Infinity)) ?? null,
  scoredAt: row.scoredAt,
  weights: row.weights,
});

const one = statement({
  text: `select ${SELECT} from harm_score s join harm_weights w on w.version = s.weights where s.player_id = $1`,
  params: [uuid],
  row: SCORE,
});

/** The newest score of a player, null where there is none yet. */
export const harmScoreOf = async (playerId: string): Promise<HarmScore | null> => {
  const found = await one.first([playerId]);
  return found ? scoreOf(found) : null;
};

const highest = statement({
  text: `
    select p.id as "playerId", p.email, p.display_name as "displayName", p.country::text as country, ${SELECT},
           (select max(i.made_at) from player_interaction i where i.player_id = p.id) as "lastInteraction"
      from harm_score s join harm_weights w on w.version = s.weights join player p on p.id = s.player_id
     where s.score >= (select min(t.value::float8) from jsonb_each_text(w.thresholds) t) and p.status = 'active'
     order by s.score desc limit 100`,
  params: [],
  row: {
    playerId: uuid,
    email: text,
    displayName: text,
    country: text,
    ...SCORE,
    lastInteraction: nullable(timestamptz),
  },
});

/** Players for whom something is suggested, the highest score first. */
export const careQueue = async (): Promise<CareCase[]> =>
  (await highest.all([])).map(({ playerId, email, displayName, country, lastInteraction, ...row }) => ({
    ...scoreOf(row),
    playerId,
    email,
    displayName,
    country,
    lastInteraction,
  }));
