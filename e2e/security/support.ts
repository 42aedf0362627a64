import { randomInt } from "node:crypto";
import { type Visitor, visit } from "../../scripts/testing/site.ts";
import { actionIds } from "../support/action-ids.ts";
import { newAccount } from "../support/test.ts";

export const URL_OF_SITE = process.env.E2E_URL ?? "http://localhost:3000";
export const ORIGIN = new URL(URL_OF_SITE).origin;

/** An address that no other test uses. */
export const anAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** A newly registered player. */
export const aPlayer = async (
  address = anAddress(),
): Promise<Visitor & { email: string; password: string }> => {
  const account = newAccount();
  const visitor = visit(URL_OF_SITE, address);
  await visitor.register(account);
  return { ...visitor, ...account };
};

/** The headers of a call of this action, as a page sends them. */
export const callHeaders = (action: string): Record<string, string> => ({
  accept: "text/x-component",
  "next-action": actionIds().get(action) ?? "",
  "content-type": "text/plain;charset=UTF-8",
  origin: ORIGIN,
});
