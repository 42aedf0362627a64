import type { NotificationDefinition } from "../definition.ts";
import { betRejectedNotification } from "./bet-rejected.ts";
import { betReopenedNotification } from "./bet-reopened.ts";
import { betResettledNotification } from "./bet-resettled.ts";
import { betSettledNotification } from "./bet-settled.ts";
import { careMessageNotification } from "./care-message.ts";
import { confirmEmailNotification } from "./confirm-email.ts";
import { depositCompletedNotification } from "./deposit-completed.ts";
import { depositReversedNotification } from "./deposit-reversed.ts";
import { emailChangedNotification } from "./email-changed.ts";
import { exclusionNotification } from "./exclusion.ts";
import { factorsResetNotification } from "./factors-reset.ts";
import { identityNotification } from "./identity.ts";
import { limitChangedNotification } from "./limit-changed.ts";
import { limitUsedNotification } from "./limit-used.ts";
import { passkeyChangedNotification } from "./passkey-changed.ts";
import { passwordChangedNotification } from "./password-changed.ts";
import { recoveryCodesMadeNotification } from "./recovery-codes-made.ts";
import { resetPasswordNotification } from "./reset-password.ts";
import { secondFactorChangedNotification } from "./second-factor-changed.ts";
import { signInLinkedNotification } from "./sign-in-linked.ts";
import { tokenCreatedNotification } from "./token-created.ts";
import { unusualSignInNotification } from "./unusual-sign-in.ts";
import { verifyEmailNotification } from "./verify-email.ts";
import { withdrawalNotification } from "./withdrawal.ts";

/** Every notification. Adding one is adding its file and its line. */
export const CATALOGUE: readonly NotificationDefinition[] = [
  betSettledNotification,
  betResettledNotification,
  betReopenedNotification,
  betRejectedNotification,
  depositCompletedNotification,
  depositReversedNotification,
  withdrawalNotification,
  passwordChangedNotification,
  unusualSignInNotification,
  exclusionNotification,
  identityNotification,
  limitChangedNotification,
  limitUsedNotification,
  careMessageNotification,
  secondFactorChangedNotification,
  tokenCreatedNotification,
  passkeyChangedNotification,
  recoveryCodesMadeNotification,
  factorsResetNotification,
  signInLinkedNotification,
  verifyEmailNotification,
  resetPasswordNotification,
  confirmEmailNotification,
  emailChangedNotification,
];

const byName = new Map(CATALOGUE.map((definition) => [definition.name, definition]));

export const notificationNamed = (name: string): NotificationDefinition | undefined => byName.get(name);
