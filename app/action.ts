import "server-only";
import { actionAdapters } from "#lib/platform/commands/action.ts";
import { may, type Permission, type SignedIn } from "#lib/players/schema.ts";
import { currentSession } from "./session.ts";

export const { publicAction, playerAction, staffAction } = actionAdapters<SignedIn, Permission>({
  session: currentSession,
  may: (session, permission) => may(session, permission),
});
