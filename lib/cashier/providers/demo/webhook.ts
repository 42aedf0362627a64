import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import { OBJECT_KINDS, type ProviderNotice } from "../provider.ts";

const HEADER = "demo-signature";

const Event = z.object({ id: z.string().min(1), type: z.string().min(1), object: z.string().min(1) });

// A key of its own, which follows from the site's secret.
const signatureOf = (body: Buffer): Buffer =>
  createHmac("sha256", createHmac("sha256", env().AUTH_SECRET).update("demo webhooks").digest())
    .update(body)
    .digest();

/** A message of the demo provider as it is sent. */
export const signed = (event: z.input<typeof Event>): { body: Buffer; headers: Headers } => {
  const body = Buffer.from(JSON.stringify(event));
  return { body, headers: new Headers({ [HEADER]: signatureOf(body).toString("hex") }) };
};

/** Reads a message whose signature is right; null for any other. */
export const readSigned = (body: Buffer, headers: Headers): ProviderNotice | null => {
  const given = Buffer.from(headers.get(HEADER) ?? "", "hex");
  const right = signatureOf(body);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const { id, type, object } = Event.parse(JSON.parse(body.toString("utf8")));
  const known = OBJECT_KINDS.find((each) => type.startsWith(`${each}.`));
  const about = known ? { kind: known, id: object } : null;
  return { eventId: id, kind: type, about };
};
