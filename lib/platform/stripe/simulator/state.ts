import { createHash, randomBytes } from "node:crypto";
import { balanceIn } from "./balance.ts";
import { type CardBehaviour, cardOf } from "./cards.ts";
import { disputesIn } from "./disputes.ts";
import { type Form, formAt, textAt } from "./form.ts";
import { refundsIn } from "./refunds.ts";
import { ApiError, missing, type Store, type StripeObject } from "./store.ts";

export type { StripeObject } from "./store.ts";

type Options = {
  store: Store;
  /** Where the bank's pages are: of 3-D Secure, and of methods that redirect. */
  pages: () => string;
  /** Called with every event, once. */
  emit: (event: StripeObject) => void;
  /** Runs later what happens by itself. */
  later: (work: () => void) => void;
};

/** Methods that send the player to a page of the bank or wallet. */
const REDIRECTS: ReadonlySet<string> = new Set(["pay_by_bank", "paypal"]);

/**
 * The objects of a Stripe account, and what the API calls that we use do to them. Shapes are those of Stripe's published fixtures, as far as
 * we read them.
 */
export const stripeState = ({ store, pages, emit, later }: Options) => {
  const { make, get, set } = store;

  const announce = (type: string, about: StripeObject): void => {
    emit({
      id: `evt_${randomBytes(12).toString("hex")}`,
      object: "event",
      type,
      created: Math.floor(Date.now() / 1_000),
      livemode: false,
      api_version: "2026-10-28.endive",
      data: { object: structuredClone(about) },
    });
  };
  const balance = balanceIn(store);
  const disputes = disputesIn({ store, balance, announce });

  const behaviourOf = (method: unknown): CardBehaviour | undefined =>
    store.noted<CardBehaviour>(`behaviour:${String(method)}`);

  const refunds = refundsIn({ store, balance, announce, later, behaviourOf });

  /** What happens by itself after a charge; noted until it has happened, so that a restart does not lose it. */
  const afterwards = (charge: StripeObject): void => {
    const what = behaviourOf(charge.payment_method)?.afterwards;
    if (!what || store.noted(`afterwards:${charge.id}`)) return;
    later(() => {
      store.note(`afterwards:${charge.id}`, true);
      disputes.afterwards(charge, what);
    });
  };

  const readCard = (form: Form): { card: Record<string, unknown>; behaviour: CardBehaviour } => {
    const card = formAt((form.payment_method_data as Form) ?? {}, "card");
    const number = (card.number ?? "").replaceAll(/\s/g, "");
    const behaviour = cardOf(number);
    if (!behaviour)
      throw new ApiError(402, {
        type: "card_error",
        code: "incorrect_number",
        message: "Your card number is incorrect.",
        param: "number",
      });
    const { brand, funding, country } = behaviour;
    const wallet = card.wallet;
    return {
      behaviour,
      card: {
        brand,
        funding,
        country,
        last4: number.slice(-4),
        exp_month: Number(card.exp_month),
        exp_year: Number(card.exp_year),
        // Test numbers are everybody's: who types another security code has another card.
        fingerprint: createHash("sha256")
          .update(`${number} ${card.cvc ?? randomBytes(8).toString("hex")}`)
          .digest("hex")
          .slice(0, 16),
        wallet: wallet ? { type: wallet, dynamic_last4: null } : null,
      },
    };
  };

  const refuseCard = (intent: StripeObject, { decline }: CardBehaviour): never => {
    const error = {
      type: "card_error",
      code: decline?.code,
      ...(decline?.declineCode && { decline_code: decline.declineCode }),
      message: "Your card was declined.",
    };
    set(intent, { status: "requires_payment_method", last_payment_error: error, next_action: null });
    announce("payment_intent.payment_failed", intent);
    throw new ApiError(402, { ...error, payment_intent: structuredClone(intent) });
  };

  /** A card that a customer has used before: for these some banks do not ask again. */
  const usedBefore = (intent: StripeObject): string => `used:${intent.customer} ${intent.payment_method}`;

  const charge = (intent: StripeObject): void => {
    const made = make("ch", "charge", {
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      customer: intent.customer,
      payment_intent: intent.id,
      payment_method: intent.payment_method,
      refunded: false,
      disputed: false,
      status: "succeeded",
    });
    const amount = Number(intent.amount);
    const fee = balance.chargeFee(amount);
    set(made, {
      balance_transaction: balance.move({ amount, fee, type: "charge", category: "charge", source: made }).id,
    });
    set(intent, {
      status: "succeeded",
      amount_received: intent.amount,
      latest_charge: made.id,
      next_action: null,
      last_payment_error: null,
    });
    store.note(usedBefore(intent), true);
    const method = store.find(String(intent.payment_method));
    if (method && intent.setup_future_usage) set(method, { customer: intent.customer });
    announce("payment_intent.succeeded", intent);
    afterwards(made);
  };

  let outcome: Record<string, unknown> | null = null;

  const ask = (intent: StripeObject): StripeObject => {
    set(intent, {
      status: "requires_action",
      next_action: {
        type: "redirect_to_url",
        redirect_to_url: { url: `${pages()}/3ds/${intent.id}`, return_url: intent.return_url },
      },
    });
    announce("payment_intent.requires_action", intent);
    return intent;
  };

  const confirm = (intent: StripeObject): StripeObject => {
    if (outcome) return set(intent, outcome);
    const method = get(String(intent.payment_method), "payment_method");
    if (REDIRECTS.has(String(method.type))) return ask(intent);
    const behaviour = behaviourOf(method.id) ?? cardOf("4242424242424242");
    if (!behaviour) throw missing(method.id);
    const known = store.noted<boolean>(usedBefore(intent)) === true;
    if (behaviour.authentication === "always" || (behaviour.authentication === "unless_saved" && !known))
      return ask(intent);
    if (behaviour.decline) refuseCard(intent, behaviour);
    charge(intent);
    return intent;
  };

  /** The payment method that a new intent is paid by: of a token, one that was saved, or one that is made for it. */
  const methodFor = (form: Form): unknown => {
    const token = textAt(form, "confirmation_token");
    if (token) return get(token, "confirmation_token").payment_method;
    const type = textAt(form, "payment_method_data", "type");
    if (type && REDIRECTS.has(type))
      return make("pm", "payment_method", { type, [type]: {}, customer: null }).id;
    return get(textAt(form, "payment_method") ?? "", "payment_method").id;
  };

  return {
    get,
    make,
    list: store.list,
    find: store.find,
    ...refunds,
    disputes,
    createCustomer: (form: Form) =>
      make("cus", "customer", { email: textAt(form, "email") ?? null, metadata: formAt(form, "metadata") }),
    createToken: (form: Form) => {
      const { card, behaviour } = readCard(form);
      const method = make("pm", "payment_method", { type: "card", card, customer: null });
      store.note(`behaviour:${method.id}`, behaviour);
      return make("ctoken", "confirmation_token", {
        payment_method_preview: { type: "card", card },
        payment_intent: null,
        payment_method: method.id,
        expires_at: Math.floor(Date.now() / 1_000) + 12 * 3_600,
      });
    },
    detach: (id: string) => set(get(id, "payment_method"), { customer: null }),
    createIntent: (form: Form) => {
      const amount = Number(textAt(form, "amount"));
      if (!Number.isSafeInteger(amount) || amount <= 0)
        throw new ApiError(400, { code: "parameter_invalid_integer", param: "amount" });
      const method = methodFor(form);
      const intent = make("pi", "payment_intent", {
        amount,
        amount_received: 0,
        currency: textAt(form, "currency"),
        customer: textAt(form, "customer") ?? null,
        metadata: formAt(form, "metadata"),
        payment_method: method,
        payment_method_types: [get(String(method), "payment_method").type],
        return_url: textAt(form, "return_url") ?? null,
        setup_future_usage: textAt(form, "setup_future_usage") ?? null,
        status: "requires_confirmation",
        next_action: null,
        last_payment_error: null,
        latest_charge: null,
        cancellation_reason: null,
      });
      announce("payment_intent.created", intent);
      return textAt(form, "confirm") === "true" ? confirm(intent) : intent;
    },
    cancelIntent: (id: string) => {
      const intent = get(id, "payment_intent");
      if (intent.status === "succeeded" || intent.status === "canceled")
        throw new ApiError(400, {
          code: "payment_intent_unexpected_state",
          message: `This PaymentIntent is ${String(intent.status)}.`,
        });
      set(intent, { status: "canceled", cancellation_reason: "abandoned", next_action: null });
      announce("payment_intent.canceled", intent);
      return intent;
    },
    /** What the player answered the bank. */
    authenticate: (id: string, passed: boolean) => {
      const intent = get(id, "payment_intent");
      if (intent.status !== "requires_action") return intent;
      const behaviour = behaviourOf(intent.payment_method);
      try {
        if (!passed)
          refuseCard(intent, {
            ...(behaviour as CardBehaviour),
            decline: { code: "payment_intent_authentication_failure" },
          });
        if (behaviour?.decline) refuseCard(intent, behaviour);
        charge(intent);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
      return intent;
    },
    /** After a restart: goes on with what was to happen by itself. */
    resume: () => {
      for (const each of store.list("charge")) afterwards(each);
      refunds.resume();
    },
    /** For tests: what becomes of payments that are confirmed from now on; null: what their cards say. */
    decide: (fields: Record<string, unknown> | null) => {
      outcome = fields;
    },
    /** For tests: changes an object behind everybody's back. */
    change: (id: string, fields: Record<string, unknown>) => {
      const found = store.find(id);
      if (!found) throw missing(id);
      return set(found, fields);
    },
  };
};

export type StripeState = ReturnType<typeof stripeState>;
