import { vi } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { demoProvider } from "../demo/index.ts";
import { signed } from "../demo/webhook.ts";
import type { ObjectState } from "../provider.ts";
import type { FarSide } from "./far-side.ts";

/** The far side of play money, for tests. */
export const demoFarSide = (): FarSide => {
  let begins: ObjectState = "succeeded";
  let messages = 0;
  const { create } = demoProvider;
  vi.spyOn(demoProvider, "create").mockImplementation(async (payment) => {
    const id = `demo_${payment.paymentId}`;
    await ownerRows(
      `insert into demo_payment (id, payment_id, player_id, amount, currency, state) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [id, payment.paymentId, payment.playerId, payment.amount, payment.currency, begins],
    );
    return create(payment);
  });
  return {
    provider: demoProvider,
    input: () => ({ method: "play_money" }),
    begin: (state) => {
      begins = state;
    },
    change: async (id, { state = null, amount = null, currency = null, playerId = null } = {} as never) => {
      await ownerRows(
        `update demo_payment set state = coalesce($2, state), amount = coalesce($3, amount), currency = coalesce($4, currency),
                player_id = coalesce($5, player_id) where id = $1`,
        [id, state, amount, currency, playerId],
      );
    },
    foreign: async (amount) => {
      const id = `demo_${crypto.randomUUID()}`;
      await ownerRows(
        "insert into demo_payment (id, payment_id, player_id, amount, currency, state) values ($1, $2, 'x', $3, 'EUR', 'succeeded')",
        [id, crypto.randomUUID(), amount],
      );
      return id;
    },
    message: (object, kind = "payment.updated") => {
      messages += 1;
      return signed({ id: `${object}:${kind}:${messages}`, type: kind, object });
    },
  };
};
