import { CURRENCIES } from "#lib/core/currencies.ts";
import type { Currency } from "#lib/core/money.ts";
import type { Random } from "#lib/core/random.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import type { Visitor } from "../testing/site.ts";

const FREE_UNITS = 10;

type Preview = { seen: string };

/** What staff do during the evening, by the commands of the back office: rollbacks, voids, suspensions, free bets, referrals. Counts what was done. */
export const openDesk = (staff: Visitor, random: Random, emails: readonly string[]) => {
  const done: Record<string, number> = {};
  const count = (what: string): void => {
    done[what] = (done[what] ?? 0) + 1;
  };

  const one = async (text: string): Promise<{ id: string } | null> => {
    const found = await rows<{ id: string }>(text, [emails]);
    return found.length > 0 ? random.pick(found) : null;
  };

  const rollBack = async (): Promise<void> => {
    const market = await one(
      `select distinct m.id from bet b join player p on p.id = b.player_id join bet_leg l on l.bet_id = b.id
         join market m on m.id = l.market_id where p.email = any($1) and m.status = -3 limit 50`,
    );
    if (!market) return;
    const about = { marketId: market.id, action: { kind: "rollback_result" } };
    const preview = await staff.command<Preview>("market.preview_settlement", about);
    if (!preview.ok) return;
    const reason = { reason: "feed_wrong", note: "evening", seen: preview.value.seen };
    const answered = await staff.command("market.settle", { ...about, ...reason });
    count(answered.ok ? "rollback" : `rollback: ${answered.refusal.code}`);
  };

  const voidOne = async (): Promise<void> => {
    const bet = await one(
      `select b.id from bet b join player p on p.id = b.player_id
        where p.email = any($1) and b.status = 'open' order by b.id desc limit 50`,
    );
    if (!bet) return;
    const answered = await staff.command("bet.void", {
      betId: bet.id,
      reason: "technical",
      note: "evening",
    });
    count(answered.ok ? "void" : `void: ${answered.refusal.code}`);
  };

  const suspended = new Set<string>();
  const suspendOne = async (): Promise<void> => {
    for (const id of suspended) {
      const answered = await staff.command("betting.resume", {
        where: { scope: "event", id },
        note: "evening",
      });
      if (answered.ok) suspended.delete(id);
    }
    const event = await one("select id from event where status = 1 and $1::text[] is not null");
    if (!event) return;
    const answered = await staff.command("betting.suspend", {
      where: { scope: "event", id: event.id },
      reason: "price_check",
      note: "evening",
    });
    if (!answered.ok) return count(`suspension: ${answered.refusal.code}`);
    suspended.add(event.id);
    count("suspension");
  };

  const grant = async (): Promise<void> => {
    const [player] = await rows<{ id: string; currency: Currency }>(
      "select id, currency from player where email = $1",
      [random.pick(emails)],
    );
    if (!player) return;
    const answered = await staff.command("player.grant_free_bet", {
      playerId: player.id,
      amount: String(FREE_UNITS * Number(CURRENCIES[player.currency].demoUnit)),
      days: 1,
      reason: "evening",
    });
    count(answered.ok ? "free bet" : `free bet: ${answered.refusal.code}`);
  };

  /** Accepts, refuses or counters what waits for a trader. */
  const rule = async (): Promise<void> => {
    const waiting = await rows<{ id: string; stake: string }>(
      `select w.id, w.decision->'slip'->>'stake' as stake from pending_bet w
        where w.reason = 'referral' and w.ended_at is null and w.ruling is null and w.offer is null`,
    );
    for (const { id, stake } of waiting) {
      const drawn = random.float();
      const lower = stake.includes(".") ? null : String(Math.max(1, Math.floor(Number(stake) / 2)));
      const answered =
        drawn < 0.3 && lower !== null
          ? await staff.command("bet.offer_referral", { betId: id, stake: lower, odds: null })
          : await staff.command("bet.rule_referral", { betId: id, accept: drawn < 0.7 });
      const what = drawn < 0.3 && lower !== null ? "referral countered" : "referral ruled";
      count(answered.ok ? what : `referral: ${answered.refusal.code}`);
    }
  };

  return {
    done,
    /** What waits for a trader. */
    rule,
    /** One thing of each kind in turn. */
    turn: (number: number): Promise<void> =>
      [rollBack, grant, suspendOne, voidOne][number % 4]?.() ?? Promise.resolve(),
  };
};
