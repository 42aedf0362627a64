import type { NotificationDefinition } from "../definition.ts";
import { betRejectedNotification } from "./bet-rejected.ts";
import { betReopenedNotification } from "./bet-reopened.ts";
import { betResettledNotification } from "./bet-resettled.ts";
import { betSettledNotification } from "./bet-settled.ts";
import { depositCompletedNotification } from "./deposit-completed.ts";
import { exclusionNotification } from "./exclusion.ts";
import { limitChangedNotification } from "./limit-changed.ts";
import { limitUsedNotification } from "./limit-used.ts";
import { passwordChangedNotification } from "./password-changed.ts";
import { unusualSignInNotification } from "./unusual-sign-in.ts";

/** Every notification. Adding one is adding its file and its line. */
export const CATALOGUE: readonly NotificationDefinition[] = [
  betSettledNotification,
  betResettledNotification,
  betReopenedNotification,
  betRejectedNotification,
  depositCompletedNotification,
  passwordChangedNotification,
  unusualSignInNotification,
  exclusionNotification,
  limitChangedNotification,
  limitUsedNotification,
];

const byName = new Map(CATALOGUE.map((definition) => [definition.name, definition]));

export const notificationNamed = (name: string): NotificationDefinition | undefined => byName.get(name);
