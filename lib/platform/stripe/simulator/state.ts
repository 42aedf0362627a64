import { createHash, randomBytes } from "node:crypto";
import { type CardBehaviour, cardOf } from "./cards.ts";
import { type Form, formAt, textAt } from "./form.ts";

export type StripeObject = { id: string; object: string; created: number; [field: string]: unknown };

/** A refusal in the form of Stripe's API. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message ?? error.code ?? "refused"));
    this.status = status;
    this.body = { error: { type: "invalid_request_error", ...error } };
  }
}

const missing = (id: string) =>
  new ApiError(404, { code: "resource_missing", message: `No such object: '${id}'` });

type Options = {
  /** Where the bank's pages of 3-D Secure are. */
  pages: () => string;
  /** Called with every event, once. */
  emit: (event: StripeObject) => void;
  /** Runs later what happens by itself. */
  later: (work: () => void) => void;
};

/**
 * The objects of a Stripe account in memory, and what the API calls that we use do to them. Shapes are those of Stripe's published
 * fixtures, as far as we read them.
 */
export const stripeState = ({ pages, emit, later }: Options) => {
  const objects = new Map<string, StripeObject>();
  const behaviours = new Map<string, CardBehaviour>();
  /** Cards that a customer has used before: for these some banks do not ask again. */
  const saved = new Set<string>();

  const make = (prefix: string, object: string, fields: Record<string, unknown>): StripeObject => {
    const id = `${prefix}_${randomBytes(12).toString("hex")}`;
    const made = {
      id,
      object,
      created: Math.floor(Date.now() / 1_000),
      livemode: false,
      ...fields,
    } as StripeObject;
    objects.set(id, made);
    return made;
  };

  const get = (id: string, object: string): StripeObject => {
    const found = objects.get(id);
    if (found?.object !== object) throw missing(id);
    return found;
  };

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
    return {
      behaviour,
      card: {
        brand,
        funding,
        country,
        last4: number.slice(-4),
        exp_month: Number(card.exp_month),
        exp_year: Number(card.exp_year),
        fingerprint: createHash("sha256").update(number).digest("hex").slice(0, 16),
        wallet: null,
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
    Object.assign(intent, {
      status: "requires_payment_method",
      last_payment_error: error,
      next_action: null,
    });
    announce("payment_intent.payment_failed", intent);
    throw new ApiError(402, { ...error, payment_intent: structuredClone(intent) });
  };

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
    Object.assign(intent, {
      status: "succeeded",
      amount_received: intent.amount,
      latest_charge: made.id,
      next_action: null,
      last_payment_error: null,
    });
    saved.add(`${intent.customer} ${intent.payment_method}`);
    const method = objects.get(String(intent.payment_method));
    if (method && intent.setup_future_usage) method.customer = intent.customer;
    announce("payment_intent.succeeded", intent);
  };

  let outcome: Record<string, unknown> | null = null;

  const confirm = (intent: StripeObject): StripeObject => {
    if (outcome) return Object.assign(intent, outcome);
    const behaviour = behaviours.get(String(intent.payment_method)) ?? cardOf("4242424242424242");
    if (!behaviour) throw missing(String(intent.payment_method));
    const known = saved.has(`${intent.customer} ${intent.payment_method}`);
    const asks =
      behaviour.authentication === "always" || (behaviour.authentication === "unless_saved" && !known);
    if (asks) {
      Object.assign(intent, {
        status: "requires_action",
        next_action: {
          type: "redirect_to_url",
          redirect_to_url: { url: `${pages()}/3ds/${intent.id}`, return_url: intent.return_url },
        },
      });
      announce("payment_intent.requires_action", intent);
      return intent;
    }
    if (behaviour.decline) refuseCard(intent, behaviour);
    charge(intent);
    return intent;
  };

  return {
    get,
    createCustomer: (form: Form) =>
      make("cus", "customer", { email: textAt(form, "email") ?? null, metadata: formAt(form, "metadata") }),
    createToken: (form: Form) => {
      const { card, behaviour } = readCard(form);
      const method = make("pm", "payment_method", { type: "card", card, customer: null });
      behaviours.set(method.id, behaviour);
      return make("ctoken", "confirmation_token", {
        payment_method_preview: { type: "card", card },
        payment_intent: null,
        payment_method: method.id,
        expires_at: Math.floor(Date.now() / 1_000) + 12 * 3_600,
      });
    },
    createIntent: (form: Form) => {
      const amount = Number(textAt(form, "amount"));
      if (!Number.isSafeInteger(amount) || amount <= 0)
        throw new ApiError(400, { code: "parameter_invalid_integer", param: "amount" });
      const token = textAt(form, "confirmation_token");
      const method = token
        ? get(token, "confirmation_token").payment_method
        : get(textAt(form, "payment_method") ?? "", "payment_method").id;
      const intent = make("pi", "payment_intent", {
        amount,
        amount_received: 0,
        currency: textAt(form, "currency"),
        customer: textAt(form, "customer") ?? null,
        metadata: formAt(form, "metadata"),
        payment_method: method,
        payment_method_types: ["card"],
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
      Object.assign(intent, { status: "canceled", cancellation_reason: "abandoned", next_action: null });
      announce("payment_intent.canceled", intent);
      return intent;
    },
    /** What the player answered the bank. */
    authenticate: (id: string, passed: boolean) => {
      const intent = get(id, "payment_intent");
      if (intent.status !== "requires_action") return intent;
      const behaviour = behaviours.get(String(intent.payment_method));
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
    createRefund: (form: Form) => {
      const charged = get(
        String(get(textAt(form, "payment_intent") ?? "", "payment_intent").latest_charge),
        "charge",
      );
      const left = Number(charged.amount) - Number(charged.amount_refunded);
      const amount = Number(textAt(form, "amount") ?? left);
      if (!(amount > 0) || amount > left)
        throw new ApiError(400, {
          code: left === 0 ? "charge_already_refunded" : "amount_too_large",
          message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        });
      charged.amount_refunded = Number(charged.amount_refunded) + amount;
      charged.refunded = charged.amount_refunded === charged.amount;
      const behaviour = behaviours.get(String(charged.payment_method));
      const refund = make("re", "refund", {
        amount,
        currency: charged.currency,
        charge: charged.id,
        payment_intent: charged.payment_intent,
        metadata: formAt(form, "metadata"),
        status: behaviour?.refund === "later" ? "pending" : "succeeded",
        failure_reason: null,
      });
      announce("refund.created", refund);
      if (behaviour?.refund === "later")
        later(() => {
          refund.status = "succeeded";
          announce("refund.updated", refund);
        });
      if (behaviour?.refund === "fails_afterwards")
        later(() => {
          Object.assign(refund, { status: "failed", failure_reason: "expired_or_canceled_card" });
          charged.amount_refunded = Number(charged.amount_refunded) - amount;
          charged.refunded = false;
          announce("refund.failed", refund);
        });
      return refund;
    },
    list: (object: string, keep: (each: StripeObject) => boolean) =>
      [...objects.values()].filter((each) => each.object === object && keep(each)).reverse(),
    /** For tests: what becomes of payments that are confirmed from now on; null: what their cards say. */
    decide: (fields: Record<string, unknown> | null) => {
      outcome = fields;
    },
    /** For tests: changes an object behind everybody's back. */
    change: (id: string, fields: Record<string, unknown>) => {
      const found = objects.get(id);
      if (!found) throw missing(id);
      Object.assign(found, fields);
      return found;
    },
    make,
  };
};

export type StripeState = ReturnType<typeof stripeState>;
