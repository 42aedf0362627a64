import { refuse } from "#lib/core/result.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { bpchar, statement, uuid } from "#lib/platform/database/statement.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand, policyFor } from "#lib/players/index.ts";
import { CancelInput } from "../schema.ts";
import { cancelWithdrawal } from "../withdrawals/pay.ts";

const countryOf = statement({
  text: "select country from players_player_view where id = $1",
  params: [uuid],
  row: { country: bpchar },
});

type CancelRefusal = { code: "not_allowed" } | { code: "not_cancelable" };

/** Takes a withdrawal back that was not approved yet, where the law of the player's country allows that. */
export const cancelWithdrawalCommand = defineCommand({
  name: "cashier.cancel_withdrawal",
  summary: "Cancels a withdrawal that was not approved yet, where the law allows it.",
  actor: "player",
  gate: null,
  input: CancelInput,
  refusals: { not_allowed: 403, not_cancelable: 409 },
  run: async ({ input, actor, tx, onCommit }) => {
    const country = (await countryOf.first([actor.playerId], tx))?.country ?? "";
    if (!policyFor(country, new Date(await databaseNowMs())).payments.cancelWithdrawal)
      return refuse<CancelRefusal>({ code: "not_allowed" });
    if (!(await cancelWithdrawal(input.paymentId, actor.playerId, tx)))
      return refuse<CancelRefusal>({ code: "not_cancelable" });
    onCommit(scheduleRelay);
    return { ok: true as const, value: null };
  },
});
