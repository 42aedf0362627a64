import { createHmac } from "node:crypto";
import { env } from "#lib/platform/config/env.ts";
import { type Simulator, startStripeSimulator } from "#lib/platform/stripe/simulator/server.ts";
import type { ObjectState } from "../provider.ts";
import { stripeProvider } from "../stripe/index.ts";
import type { FarSide } from "./far-side.ts";

const SECRET = "whsec_test";
const KEY = "sk_test_contract";

const STATUS: Record<ObjectState, Record<string, unknown>> = {
  requires_action: { status: "requires_action" },
  processing: { status: "processing" },
  succeeded: { status: "succeeded" },
  failed: {
    status: "requires_payment_method",
    last_payment_error: { type: "card_error", code: "card_declined", decline_code: "insufficient_funds" },
  },
  canceled: { status: "canceled" },
};

const EVIDENCE = {
  won: "winning_evidence",
  lost: "losing_evidence",
  escalate: "escalate_inquiry_evidence",
} as const;

/** Starts the simulator and points this process to it. It sends no messages by itself. */
export const simulatedStripe = async (): Promise<Simulator> => {
  const simulator = await startStripeSimulator({
    port: 0,
    secretKey: KEY,
    webhook: { url: "", secret: SECRET },
  });
  Object.assign(env(), {
    STRIPE_SECRET_KEY: KEY,
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_API_URL: simulator.url,
  });
  return simulator;
};

/** The far side of Stripe, for tests: the simulator, with objects that change as the test says. */
export const stripeFarSide = ({ state }: Simulator): FarSide => {
  let messages = 0;
  const set = (id: string, to: ObjectState): void => {
    const { amount } = state.get(id, "payment_intent");
    state.change(id, {
      last_payment_error: null,
      ...STATUS[to],
      amount_received: to === "succeeded" ? amount : 0,
    });
  };
  return {
    provider: stripeProvider,
    input: () => ({
      method: "card",
      token: state.createToken({
        payment_method_data: { card: { number: "4000056655665556", exp_month: "12", exp_year: "2034" } },
      }).id,
    }),
    begin: (to) => state.decide(to === "succeeded" ? null : STATUS[to]),
    change: async (id, { state: to, amount, currency, playerId }) => {
      if (to) set(id, to);
      const intent = state.get(id, "payment_intent");
      if (amount !== undefined) state.change(id, { amount: Number(amount), amount_received: Number(amount) });
      if (currency !== undefined) state.change(id, { currency: currency.toLowerCase() });
      if (playerId !== undefined)
        state.change(id, { metadata: { ...(intent.metadata as object), player_id: playerId } });
    },
    foreign: async (amount) => {
      const { id } = state.make("pi", "payment_intent", {
        amount: Number(amount),
        amount_received: Number(amount),
        currency: "eur",
        status: "succeeded",
        metadata: {},
        payment_method: null,
        next_action: null,
        last_payment_error: null,
      });
      return id;
    },
    disputes: {
      open: (id, kind) => {
        const { latest_charge } = state.get(id, "payment_intent");
        const charge = state.get(String(latest_charge), "charge");
        return state.disputes.afterwards(charge, kind === "inquiry" ? "inquiry" : "fraudulent").id;
      },
      decide: (id, how) =>
        void state.disputes.respond(id, { evidence: { uncategorized_text: EVIDENCE[how] } }),
      refund: (id, amount) => state.createRefund({ payment_intent: id, amount: String(amount) }).id,
      fail: (id) => void state.change(id, { status: "failed" }),
    },
    message: (id, kind = "payment_intent.succeeded") => {
      messages += 1;
      const body = Buffer.from(
        JSON.stringify({
          id: `evt_${messages}_${id}`,
          object: "event",
          type: kind,
          livemode: false,
          data: { object: { id } },
        }),
      );
      const at = Math.floor(Date.now() / 1_000);
      const signature = createHmac("sha256", SECRET)
        .update(`${at}.${body.toString("utf8")}`)
        .digest("hex");
      return { body, headers: new Headers({ "stripe-signature": `t=${at},v1=${signature}` }) };
    },
  };
};
