import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";
import { EXCLUSION_KINDS } from "./exclusion/schema.ts";
import { IDENTITY_LEVELS, IDENTITY_STATES } from "./identity/schema.ts";

export const playerRegistered = defineEvent(
  "player.registered",
  z.object({ playerId: z.guid(), country: z.string(), currency: z.string() }),
  { audience: ["staff"], toStaff: ({ playerId }) => `player:${playerId}` },
);

export const playerPasswordChanged = defineEvent(
  "player.password_changed",
  z.object({ playerId: z.guid(), changeId: z.guid() }),
  { audience: ["notifications"] },
);

/** The player turned an authenticator app on or off. */
export const playerSecondFactorChanged = defineEvent(
  "player.second_factor_changed",
  z.object({ playerId: z.guid(), changeId: z.guid(), on: z.boolean() }),
  { audience: ["notifications"] },
);

/** The player made an API token. */
export const playerTokenCreated = defineEvent(
  "player.token_created",
  z.object({ playerId: z.guid(), tokenId: z.guid() }),
  { audience: ["notifications"] },
);

/** The player added or removed a passkey. */
export const playerPasskeyChanged = defineEvent(
  "player.passkey_changed",
  z.object({ playerId: z.guid(), changeId: z.guid(), name: z.string(), added: z.boolean() }),
  { audience: ["notifications"] },
);

/** The player made new recovery codes, and the old ones no longer work. */
export const playerRecoveryCodesMade = defineEvent(
  "player.recovery_codes_made",
  z.object({ playerId: z.guid(), changeId: z.guid() }),
  { audience: ["notifications"] },
);

/** Two members of staff removed every second factor of the player. */
export const playerFactorsReset = defineEvent(
  "player.factors_reset",
  z.object({ playerId: z.guid(), changeId: z.guid() }),
  { audience: ["notifications", "staff"], toStaff: ({ playerId }) => `player:${playerId}` },
);

/** An identity elsewhere (OpenID Connect) opens the account from now on, or does so no longer. */
export const playerSignInLinked = defineEvent(
  "player.sign_in_linked",
  z.object({ playerId: z.guid(), changeId: z.guid(), linked: z.boolean() }),
  { audience: ["notifications"] },
);

/** A link was made that a mail takes to its player. */
export const accountLinkMade = defineEvent("player.link_made", z.object({ linkId: z.guid() }), {
  audience: ["notifications"],
});

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

/** A player may not bet, deposit or play from now on: until then (ISO 8601), null without an end. */
export const playerExcluded = defineEvent(
  "player.excluded",
  z.object({
    playerId: z.guid(),
    exclusionId: z.guid(),
    kind: z.enum(EXCLUSION_KINDS),
    until: z.iso.datetime().nullable(),
  }),
  {
    audience: ["player", "notifications", "betting", "staff"],
    toPlayer: ({ until }) => ({ until }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

/** A player whose self-exclusion is over has asked to return, and may from then on (ISO 8601). */
export const playerReturnAsked = defineEvent(
  "player.return_asked",
  z.object({ playerId: z.guid(), returnsAt: z.iso.datetime() }),
  {
    audience: ["player", "notifications", "staff"],
    toPlayer: () => ({}),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

/** A limit was set, lowered, confirmed or removed, or a change of it asked for or dropped. */
export const limitChanged = defineEvent(
  "limit.changed",
  z.object({ playerId: z.guid(), kind: z.string(), period: z.string() }),
  { audience: ["player", "notifications"], toPlayer: ({ kind, period }) => ({ kind, period }) },
);

/** What counts towards one of the player's limits has reached four fifths of it, or all of it. Which one is read when it is delivered. */
export const limitUsed = defineEvent("limit.used", z.object({ playerId: z.guid() }), {
  audience: ["notifications"],
});

/** The player answered a reality check, or chose another interval: other devices read what stops play again. */
export const playChanged = defineEvent("play.changed", z.object({ playerId: z.guid() }), {
  audience: ["player"],
  toPlayer: () => ({}),
});

/** Staff wrote to a player about safer gambling, or proposed a limit. */
export const careMessageSent = defineEvent(
  "player.care_message_sent",
  z.object({ playerId: z.guid(), interactionId: z.guid(), wrote: z.enum(["limit_proposed", "message"]) }),
  { audience: ["notifications"] },
);

/** Staff let a player bet again. */
export const playerUnblocked = defineEvent("player.unblocked", z.object({ playerId: z.guid() }), {
  audience: ["player", "staff"],
  toPlayer: () => ({}),
  toStaff: ({ playerId }) => `player:${playerId}`,
});

/** Levels of a player's identity moved to a state. */
export const identityChanged = defineEvent(
  "identity.changed",
  z.object({
    playerId: z.guid(),
    changeId: z.guid(),
    state: z.enum(IDENTITY_STATES),
    levels: z.array(z.enum(IDENTITY_LEVELS)),
    provider: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  {
    audience: ["player", "notifications", "staff"],
    toPlayer: ({ state }) => ({ state }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);
/** A member of staff asked for something that a second person has to approve. */
export const approvalAsked = defineEvent("approval.asked", z.object({ subject: z.string() }), {
  audience: ["staff"],
  toStaff: ({ subject }) => subject,
});

/** It was approved, rejected or withdrawn. */
export const approvalDecided = defineEvent("approval.decided", z.object({ subject: z.string() }), {
  audience: ["staff"],
  toStaff: ({ subject }) => subject,
});

export const playerEvents = [
  playerRegistered,
  playerPasswordChanged,
  playerSecondFactorChanged,
  playerTokenCreated,
  playerPasskeyChanged,
  playerRecoveryCodesMade,
  playerFactorsReset,
  playerSignInLinked,
  accountLinkMade,
  playerSignedInUnusually,
  playerSettingsChanged,
  playerExcluded,
  playerReturnAsked,
  limitChanged,
  limitUsed,
  playChanged,
  careMessageSent,
  playerUnblocked,
  identityChanged,
  approvalAsked,
  approvalDecided,
];
