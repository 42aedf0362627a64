import { db } from "#lib/platform/database/db.ts";
import { int4, jsonText, statement } from "#lib/platform/database/statement.ts";
import { parsePolicy } from "#lib/sportsbook/betting/index.ts";
import type { PolicyRules } from "#lib/sportsbook/betting/schema.ts";
import { sportNames } from "#lib/sportsbook/events/index.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import type { PolicyDesk, PolicyEffect } from "../schema.ts";

/** The current policy, the fields it can have, and the versions before it, newest first. */
export const policyDesk = async (limit = 50): Promise<PolicyDesk> => {
  const [stored, published, sports] = await Promise.all([
    db().sportsbookPolicyView.findMany({
      select: { version: true, rules: true, createdAt: true, author: { select: { displayName: true } } },
      orderBy: { version: "desc" },
      take: limit,
    }),
    db().auditEntryView.findMany({
      select: { subject: true, reason: true },
      where: { action: "policy.publish" },
      orderBy: { id: "desc" },
      take: limit,
    }),
    sportNames(),
  ]);
  const reasons = new Map(published.map(({ subject, reason }) => [subject, reason]));
  const versions = stored.map(({ version, rules, createdAt, author }) => ({
    version,
    rules: parsePolicy(version, rules).rules,
    at: createdAt,
    byName: author?.displayName ?? null,
    reason: reasons.get(`policy:${version}`) ?? null,
  }));
  const [inForce] = versions;
  if (!inForce) throw new Error("there is no betting policy: run the seed");
  return {
    inForce,
    versions,
    sports,
    marketTypes: SPORTS.flatMap((sport) => sport.markets.map(({ id }) => `${sport.id}/${id}`)),
  };
};

// The liability of an outcome as decideBet counts it: what it would pay less the stakes of its whole market.
const effectOf = statement({
  text: `
    with limits as (
      select coalesce((select p.rules from sportsbook_policy_view p order by p.version desc limit 1), '{}') as now, $1::jsonb as next
    ), exposed as (
      select e.sport_id || '/' || m.market_type as code, m.market_type, x.payout - sum(x.stake) over (partition by m.id) as liability
        from sportsbook_event_view e join sportsbook_market_view m on m.event_id = e.id and m.status = 1
        cross join lateral (
          select outcome_key, sum(stake) as stake, sum(payout) as payout
            from sportsbook_market_exposure_view where market_id = m.id group by 1) x
       where e.status in (0, 1, 2, 6, 7)
    )
    select count(*) filter (where x.liability >= coalesce(l.now->'liabilityMax'->>x.code, l.now->'liabilityMax'->>x.market_type, l.now->>'liabilityMaxDefault')::numeric)::int
             as "fullNow",
           count(*) filter (where x.liability >= coalesce(l.next->'liabilityMax'->>x.code, l.next->'liabilityMax'->>x.market_type, l.next->>'liabilityMaxDefault')::numeric)::int
             as "fullNext",
           (select count(*)::int from sportsbook_pending_bet_view where ended_at is null) as waiting
      from limits l left join exposed x on true group by l.now, l.next`,
  params: [jsonText],
  row: { fullNow: int4, fullNext: int4, waiting: int4 },
});

/** What these rules would affect if they were published now. Read-only. */
export const policyEffect = async (rules: PolicyRules): Promise<PolicyEffect> => {
  const limits = {
    liabilityMaxDefault: rules.liabilityMaxDefault.toString(),
    liabilityMax: Object.fromEntries(
      Object.entries(rules.liabilityMax).map(([code, max]) => [code, max.toString()]),
    ),
  };
  const effect = await effectOf.first([JSON.stringify(limits)]);
  return effect ?? { fullNow: 0, fullNext: 0, waiting: 0 };
};
