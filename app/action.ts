import "server-only";
import { serverActions } from "#lib/platform/commands/action.ts";
import { currentSession } from "./session.ts";

/** The server action of a command, for the session of the request's cookie. */
export const serverAction = serverActions(currentSession);
