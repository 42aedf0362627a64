import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

export const playerRegistered = defineEvent(
  "player.registered",
  z.object({ playerId: z.guid(), country: z.string(), currency: z.string() }),
  { audience: ["staff"], toStaff: ({ playerId }) => `player:${playerId}` },
);

export const playerPasswordChanged = defineEvent(
  "player.password_changed",
  z.object({ playerId: z.guid() }),
  { audience: ["notifications"] },
);

/** The player signed in by a browser that the account does not know, or from another country than before. */
export const playerSignedInUnusually = defineEvent(
  "player.signed_in_unusually",
  z.object({ playerId: z.guid(), sessionId: z.guid(), what: z.enum(["device", "place"]) }),
  { audience: ["notifications"] },
);

/** The player's other devices apply the new settings. */
export const playerSettingsChanged = defineEvent(
  "player.settings_changed",
  z.object({ playerId: z.guid() }),
  { audience: ["player"], toPlayer: () => ({}) },
);

export const playerEvents = [
  playerRegistered,
  playerPasswordChanged,
  playerSignedInUnusually,
  playerSettingsChanged,
];
