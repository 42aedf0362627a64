export { notMeToken, unlockAccount } from "./account-lock.ts";
export { askApproval, decideApproval, holdApproval } from "./approvals/approval.ts";
export { birthDateOf, type WrittenDate } from "./birth-date.ts";
export { interactionsOf } from "./care/interactions.ts";
export { careQueue, harmScoreOf } from "./care/score.ts";
export { defineCommand, defineQuery } from "./command.ts";
export * as playerCommands from "./commands/index.ts";
export { changePassword, verifyCredentials, verifyIdentity, verifyPasskey } from "./credentials.ts";
export {
  expireExports,
  exportsOf,
  openExport,
  requestExport,
  storeExport,
  waitingExports,
} from "./data-export.ts";
export { DEMO_PASSWORD, DEMO_PLAYERS, DEMO_STAFF, demoBettors } from "./demo.ts";
export { deviceOf } from "./device.ts";
export { checkGate, missingIdentity } from "./eligibility/check-gate.ts";
export { currencyOffered, offeredCurrencies } from "./eligibility/currency.ts";
export { ageToday, currencyIn, minimumAgeIn, servedCountries } from "./eligibility/registration.ts";
export { exclusionsOf } from "./exclusion/block.ts";
export { exclusionTerms } from "./exclusion/exclude.ts";
export { currentExclusion } from "./exclusion/queries.ts";
export { asksSecondFactor } from "./factors/enrolled.ts";
export { type PasskeyView, passkeysOf } from "./factors/passkey/passkeys.ts";
export { codesLeft } from "./factors/recovery.ts";
export { type AskedFactors, askedFactors } from "./factors/second-factor.ts";
export { setupUri } from "./factors/totp/code.ts";
export { demoCodes, seedDemoCode } from "./factors/totp/demo.ts";
export { type TotpState, totpOf } from "./factors/totp/totp.ts";
export { currentToken, findSession, rotateSession } from "./find-session.ts";
export { resumeCheck } from "./identity/check.ts";
export { addEvidence, type EvidenceView, evidenceOf } from "./identity/documents/evidence.ts";
export { uploadDocument } from "./identity/documents/upload.ts";
export { viewDocument } from "./identity/documents/view.ts";
export { unverifiedOf } from "./identity/due.ts";
export { identityPolicyOf, retentionYears } from "./identity/policy.ts";
export { identityProviders } from "./identity/providers/index.ts";
export { identityOf, identityQueue, submissionCase, submissionsOf } from "./identity/queries.ts";
export { receiveIdentityEvent, settleIdentityEvents } from "./identity/receive.ts";
export { helplinesOf } from "./jurisdictions/help.ts";
export { policyFor } from "./jurisdictions/index.ts";
export { deviceIn, issueDeviceToken, KNOWN_DEVICE_SECONDS } from "./known-device.ts";
export { type LimitRules, limitRules } from "./limits/caps.ts";
export { playerLimits, raiseCoolOffHours } from "./limits/limits.ts";
export { type LinkKind, linkPath, linksToMail } from "./links/link.ts";
export {
  type IdentityLink,
  identitiesOf,
  linkIdentity,
  type OidcIdentity,
} from "./oidc/identities.ts";
export { type Issuer, issuerById, issuers } from "./oidc/issuers.ts";
export { openSession } from "./open-session.ts";
export { hashPassword } from "./password.ts";
export { duplicateQueue, openDuplicateCase } from "./person/duplicates.ts";
export { nameKey, namesAgree } from "./person/name-key.ts";
export { keepPlaying, playView, timeLimitUse } from "./play/play.ts";
export { realityCheckIntervals, realityCheckMinutes } from "./play/reality-check.ts";
export { type RegisterFields, type RegisteringIdentity, registerPlayer } from "./register.ts";
export { checkRegister } from "./registers/check.ts";
export { registerViews } from "./registers/queries.ts";
export { uploadList } from "./registers/upload.ts";
export {
  readSessionCookie,
  secureCookies,
  sessionCookie,
  sessionCookieName,
  sessionCookieValue,
} from "./session-cookie.ts";
export {
  type AccountKind,
  type Identity,
  listSessions,
  revokeAllSessions,
  revokeOtherSessions,
  revokeSession,
  SESSION_SECONDS,
  sessionTimes,
} from "./sessions.ts";
export { profileOf, updateSettings } from "./settings.ts";
export { ATTEMPT_SECONDS, beginAttempt, factorsOfAttempt, finishAttempt } from "./sign-in-attempt.ts";
export { closeStaffAccount, grantStaffRoles, makeStaffAccount, resetStaffFactors, rolesOf } from "./staff.ts";
export { createToken, listTokens, tokenHolder } from "./tokens/token.ts";
