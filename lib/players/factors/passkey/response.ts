import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

/** Longer than any authenticator's answer without an attestation, post-quantum keys included. */
export const RESPONSE_LENGTH_MAX = 8_192;

const Encoded = z.string().regex(/^[\w-]+$/);

const Credential = z.object({
  id: Encoded.max(1_400),
  rawId: Encoded.max(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
});

const Assertion = Credential.extend({
  response: z.object({
    clientDataJSON: Encoded,
    authenticatorData: Encoded,
    signature: Encoded,
    userHandle: Encoded.optional(),
  }),
});

const Registration = Credential.extend({
  response: z.object({
    clientDataJSON: Encoded,
    attestationObject: Encoded,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
});

/** Whether a frame of another site asked: pages here are never in one. */
const isFramed = (clientData: string): boolean => {
  const read = parse(Buffer.from(clientData, "base64url").toString()) as { crossOrigin?: unknown } | null;
  return read?.crossOrigin === true;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const read = <Shape extends z.ZodType<{ response: { clientDataJSON: string } }>>(
  shape: Shape,
  text: string,
): z.output<Shape> | null => {
  const parsed = shape.safeParse(text.length <= RESPONSE_LENGTH_MAX ? parse(text) : null);
  return parsed.success && !isFramed(parsed.data.response.clientDataJSON) ? parsed.data : null;
};

/** What `navigator.credentials.get()` returned, as JSON; null where it is not that. */
export const readAssertion = (text: string): AuthenticationResponseJSON | null =>
  read(Assertion, text) as AuthenticationResponseJSON | null;

/** What `navigator.credentials.create()` returned, as JSON; null where it is not that. */
export const readRegistration = (text: string): RegistrationResponseJSON | null =>
  read(Registration, text) as RegistrationResponseJSON | null;
