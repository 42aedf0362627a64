import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { freeBetsChanged, grantFreeBet, withdrawFreeBet } from "#lib/sportsbook/betting/index.ts";
import {
  GrantFreeBetInput,
  type GrantFreeBetRefusal,
  WithdrawFreeBetInput,
  type WithdrawFreeBetRefusal,
} from "#lib/sportsbook/betting/schema.ts";
import { freeBetsGrant } from "#lib/sportsbook/permissions.ts";
import { freeBetIsLarge } from "../approvals/second-person.ts";

/** Gives a player a free bet. A second person approves a large one. */
export const grantFreeBetCommand = defineCommand({
  name: "player.grant_free_bet",
  summary: "Gives a player a free bet, at the cost of promotions.",
  actor: "staff",
  permission: freeBetsGrant,
  idempotency: "key",
  input: GrantFreeBetInput,
  refusals: { unknown_player: 404, unknown_sport: 422, amount_invalid: 422 },
  audit: ({ playerId, reason }) => ({ subject: `player:${playerId}`, reason }),
  fourEyes: async (input) =>
    (await freeBetIsLarge(input)) ? { subject: `player:${input.playerId}`, reason: input.reason } : null,
  run: async ({
    input,
    actor,
    tx,
    onCommit,
  }): Promise<Outcome<{ freeBetId: string }, GrantFreeBetRefusal>> => {
    const granted = await grantFreeBet(input, actor.staffId, tx);
    if (!granted.ok) return granted;
    const { id, amount, currency } = granted.value;
    await publish(tx, freeBetsChanged, { playerId: input.playerId });
    onCommit(scheduleRelay);
    return changed({ freeBetId: id }, { after: { freeBet: id, amount: amount.toString(), currency } });
  },
});

/** Takes back a free bet that is not used yet. */
export const withdrawFreeBetCommand = defineCommand({
  name: "player.withdraw_free_bet",
  summary: "Takes back a free bet that its player has not used.",
  actor: "staff",
  permission: freeBetsGrant,
  idempotency: "key",
  input: WithdrawFreeBetInput,
  refusals: { unknown_free_bet: 404, free_bet_ended: 409 },
  audit: ({ freeBetId, reason }) => ({ subject: `free_bet:${freeBetId}`, reason }),
  run: async ({ input, tx, onCommit }): Promise<Outcome<null, WithdrawFreeBetRefusal>> => {
    const withdrawn = await withdrawFreeBet(input.freeBetId, tx);
    if (!withdrawn.ok) return withdrawn;
    await publish(tx, freeBetsChanged, { playerId: withdrawn.value.playerId });
    onCommit(scheduleRelay);
    return changed(null, { before: { state: "available" }, after: { state: "withdrawn" } });
  },
});
