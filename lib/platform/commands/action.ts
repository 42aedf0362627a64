import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { env } from "../config/env.ts";
import type { ActionResult } from "../schema.ts";
import type { AnyCommand, Call, Command } from "./define.ts";
import { callFrom } from "./http.ts";

/** What a page may send besides its input: the account that it was rendered for. */
type Sender = { account?: string | undefined };

type Fields<Input extends z.ZodType> =
  z.input<Input> extends Record<string, never> ? unknown : z.input<Input>;

export type ServerAction<Input extends z.ZodType, Value, Refusal> = (
  input: (Fields<Input> & Sender) | FormData,
) => Promise<ActionResult<Value, Refusal>>;

/** Text fields of a form as an object; a name that occurs more than once, or ends in "[]", becomes a list. */
export const formFields = (form: FormData): Record<string, string | string[]> => {
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const list = name.endsWith("[]");
    fields[list ? name.slice(0, -2) : name] = list || values.length > 1 ? values : (values[0] ?? "");
  }
  return fields;
};

/** The request of a server action, from the headers that Next provides. */
const actionCall = async (input: unknown): Promise<Call> => {
  const fields = input instanceof FormData ? formFields(input) : input;
  return { ...callFrom(await headers(), fields, env().PUBLIC_URL), rethrow: unstable_rethrow };
};

/**
 * Makes server actions of commands. An action takes a plain object or a form, and answers with the command's result; amounts
 * stay bigint on the way to the browser.
 * @param session the caller's session, read from the database; null when there is none or it was revoked
 */
export const serverActions =
  (session: () => Promise<unknown>) =>
  <Input extends z.ZodType, Actor, Value, Refusal>(
    command: Command<Input, Actor, Value, Refusal>,
  ): ServerAction<Input, Value, Refusal> =>
  async (input) =>
    (await (command as AnyCommand).execute(await actionCall(input), session)) as ActionResult<Value, Refusal>;
