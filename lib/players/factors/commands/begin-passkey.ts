import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { defineQuery } from "../../command.ts";
import { accountFactors } from "../../permissions.ts";
import { beginPasskey } from "../passkey/passkeys.ts";

const profile = { email: true, displayName: true } as const;
const rate = { name: "passkey-begin", points: 20, durationSeconds: 900 };

/** What a browser makes a passkey from. Nothing is stored until it has made one. */
export const beginPasskeyQuery = defineQuery({
  name: "passkey.begin",
  summary: "What navigator.credentials.create() takes to make a passkey, as JSON. Good for five minutes.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  rate,
  stepUp: true,
  run: async ({ actor: { playerId: id } }) => {
    const player = await db().player.findUniqueOrThrow({ where: { id }, select: profile });
    return accept(await beginPasskey({ kind: "player", id }, player));
  },
});

/** The same for a member of staff. */
export const beginStaffPasskeyQuery = defineQuery({
  name: "account.begin_passkey",
  summary: "What navigator.credentials.create() takes to make a passkey of a member of staff, as JSON.",
  actor: "staff",
  permission: accountFactors,
  input: z.object({}),
  refusals: {},
  rate,
  stepUp: true,
  run: async ({ actor: { staffId: id } }) => {
    const staff = await db().staffAccount.findUniqueOrThrow({ where: { id }, select: profile });
    return accept(await beginPasskey({ kind: "staff", id }, staff));
  },
});
