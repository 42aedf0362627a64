import type Stripe from "stripe";
import { env } from "#lib/platform/config/env.ts";
import { stripeClient } from "#lib/platform/stripe/client.ts";
import type { IdentityReason } from "../schema.ts";
import type { IdentityProvider, ProviderOutcome } from "./provider.ts";

type Session = Stripe.Identity.VerificationSession;

/** Stripe's reasons in our words; one that it adds later is a document that could not be read. */
const REASONS: Readonly<Record<string, IdentityReason>> = {
  document_expired: "document_expired",
  document_type_not_supported: "wrong_document",
  country_not_supported: "wrong_document",
  selfie_face_mismatch: "not_genuine",
  selfie_manipulated: "not_genuine",
  under_supported_age: "under_age",
};
const GIVEN_UP = new Set(["abandoned", "consent_declined", "device_not_supported"]);

const pad = (part: number): string => String(part).padStart(2, "0");

const birthDateOf = ({ verified_outputs: outputs }: Session): string | null => {
  const { year, month, day } = outputs?.dob ?? {};
  return year && month && day ? `${year}-${pad(month)}-${pad(day)}` : null;
};

const outcomeOf = (session: Session): ProviderOutcome => {
  const error = session.last_error?.code;
  switch (session.status) {
    case "verified":
      return {
        state: "verified",
        firstName: session.verified_outputs?.first_name ?? "",
        lastName: session.verified_outputs?.last_name ?? "",
        birthDate: birthDateOf(session),
      };
    case "canceled":
      return { state: "cancelled" };
    case "requires_input":
      if (!error) return { state: "pending" };
      if (GIVEN_UP.has(error)) return { state: "cancelled" };
      return { state: "refused", reason: REASONS[error] ?? "unreadable" };
    default:
      return { state: "pending" };
  }
};

const client = (): Stripe => {
  const stripe = stripeClient();
  if (!stripe) throw new Error("Stripe is not set up");
  return stripe;
};

/**
 * Stripe Identity: a photo of the document and of the person, taken at Stripe. What we learn are names and date of birth; the pictures stay
 * there. The secret key needs access to sensitive verification results for the date of birth.
 */
export const stripeIdentity: IdentityProvider = {
  id: "stripe",
  levels: ["age", "identity"],
  begin: async ({ submissionId, playerId }) => {
    const session = await client().identity.verificationSessions.create(
      {
        type: "document",
        options: { document: { require_matching_selfie: true, require_live_capture: true } },
        client_reference_id: playerId,
        metadata: { submission_id: submissionId },
        return_url: `${env().PUBLIC_URL}/account/identity`,
      },
      { idempotencyKey: `identity:${submissionId}` },
    );
    return { reference: session.id, url: session.url };
  },
  resume: async (reference) => {
    const { status, url } = await client().identity.verificationSessions.retrieve(reference);
    return status === "requires_input" ? url : null;
  },
  outcome: async ({ reference, playerId }) => {
    const session = await client().identity.verificationSessions.retrieve(reference, {
      expand: ["verified_outputs", "verified_outputs.dob"],
    });
    if (session.client_reference_id !== playerId)
      throw new Error(`verification session ${reference} is another player's`);
    return outcomeOf(session);
  },
};
