import { db } from "#lib/platform/database/db.ts";
import type { IdentityProvider } from "./provider.ts";

/** Everybody is who they say they are: for demo mode, where money is play money. Moves through the state machine like any other. */
export const demoIdentity: IdentityProvider = {
  id: "demo",
  levels: ["age", "identity", "address"],
  begin: async ({ submissionId }) => ({ reference: submissionId, url: null }),
  outcome: async ({ playerId }) => {
    const { birthDate, person } = await db().player.findUniqueOrThrow({
      where: { id: playerId },
      select: { birthDate: true, person: { select: { firstName: true, lastName: true } } },
    });
    if (!person) return { state: "cancelled" };
    return { state: "verified", ...person, birthDate: birthDate.toISOString().slice(0, 10) };
  },
};
