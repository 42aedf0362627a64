import "server-only";
import type { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import { type ServerAction, serverActions } from "#lib/platform/commands/action.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { defineCommand } from "#lib/players/index.ts";
import { currentSession } from "./session.ts";

/** The server action of a command, for the session of the request's cookie. */
export const serverAction = serverActions(currentSession);

/** A server action that anybody may call and that has no address beside it: signing in, which writes cookies. */
export const publicAction = <Input extends z.ZodType, Value, Refusal extends { code: string }>(
  input: Input,
  run: (ctx: PublicContext, input: z.output<Input>) => Promise<Result<Value, Refusal>>,
): ServerAction<Input, Value, Refusal> => {
  const command = defineCommand({
    name: "visitor.form",
    summary: "",
    actor: "visitor",
    input,
    refusals: {},
    transaction: "own",
    run: ({ input: given, clock, requestId, origin }) =>
      run({ clock, requestId, origin }, given) as Promise<Result<Value, never>>,
  });
  return serverAction(command) as ServerAction<Input, Value, Refusal>;
};
