import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { ageToday, minimumAgeIn } from "../eligibility/registration.ts";
import { nameKey, namesAgree } from "../person/name-key.ts";
import { personOf } from "../person/person.ts";
import { identityProvider } from "./providers/index.ts";
import type { ProviderOutcome } from "./providers/provider.ts";
import type { IdentityReason, StartRefusal } from "./schema.ts";
import { beginAtProvider, type Decision, decideSubmission } from "./submission.ts";

/** Why what stands on the document is not the player, or null where it is. */
const mismatch = async (
  playerId: string,
  found: Extract<ProviderOutcome, { state: "verified" }>,
  now: Date,
): Promise<IdentityReason | null> => {
  const [person, { birthDate, country }] = await Promise.all([
    personOf(playerId),
    db().player.findUniqueOrThrow({ where: { id: playerId }, select: { birthDate: true, country: true } }),
  ]);
  if (!person) return "name_mismatch";
  const [ours, theirs] = [person, found].map(({ firstName, lastName }) => nameKey(firstName, lastName));
  if (ours !== theirs && !namesAgree(ours ?? "", theirs ?? "")) return "name_mismatch";
  if (found.birthDate !== birthDate.toISOString().slice(0, 10)) return "birth_date_mismatch";
  return ageToday(found.birthDate, country, now) < minimumAgeIn(country) ? "under_age" : null;
};

const decisionOn = async (
  playerId: string,
  found: Exclude<ProviderOutcome, { state: "pending" }>,
  now: Date,
): Promise<Decision> => {
  switch (found.state) {
    case "verified": {
      const reason = await mismatch(playerId, found, now);
      return reason ? { outcome: "refused", reason } : { outcome: "approved" };
    }
    case "refused":
      return { outcome: "refused", reason: found.reason };
    case "cancelled":
      return { outcome: "cancelled" };
  }
};

/**
 * Asks the provider what has become of a check, and decides the submission by its answer. Safe to repeat, in any order: the provider's own
 * record counts, and a submission is decided once. True where this call has decided it.
 */
export const settleCheck = async (submissionId: string, now: Date): Promise<boolean> => {
  const check = await db().identitySubmission.findUnique({
    where: { id: submissionId },
    select: { playerId: true, provider: true, reference: true, status: true },
  });
  const provider = check && identityProvider(check.provider);
  if (!provider || check.status !== "pending" || check.reference === null) return false;
  const { playerId, reference } = check;
  const found = await provider.outcome({ reference, playerId });
  if (found.state === "pending") return false;
  const decision = await decisionOn(playerId, found, now);
  const decided = await transaction((tx) => decideSubmission(tx, submissionId, decision));
  if (decided.ok) scheduleRelay();
  return decided.ok;
};

/** Ends a check that leads nowhere; the player may begin another one. */
export const cancelCheck = async (submissionId: string): Promise<boolean> => {
  const ended = await transaction((tx) => decideSubmission(tx, submissionId, { outcome: "cancelled" }));
  if (ended.ok) scheduleRelay();
  return ended.ok;
};

/** Where the player goes on with a check that is under way; null where there is none. */
export const resumeCheck = async (playerId: string): Promise<string | null> => {
  const check = await db().identitySubmission.findFirst({
    where: { playerId, status: "pending", provider: { not: "manual" }, reference: { not: null } },
    select: { provider: true, reference: true },
    orderBy: { createdAt: "desc" },
  });
  const provider = check && identityProvider(check.provider);
  return (check?.reference && (await provider?.resume?.(check.reference))) || null;
};

/** Begins a check at a provider. Its levels are pending until the provider has decided, or the player gives up. */
export const startCheck = async (
  playerId: string,
  providerId: string,
  now: Date,
): Promise<Result<{ url: string | null }, StartRefusal>> => {
  const provider = identityProvider(providerId);
  if (!provider) return refuse({ code: "not_available" });
  const begun = await transaction(async (tx) => {
    if (!(await personOf(playerId, tx))) return refuse({ code: "details_missing" } as const);
    const submission = await beginAtProvider(tx, playerId, provider.id, provider.levels);
    return submission ? accept(submission) : refuse({ code: "not_needed" } as const);
  });
  if (!begun.ok) return begun;
  const { submissionId } = begun.value;
  try {
    const { reference, url } = await provider.begin({ submissionId, playerId });
    await db().identitySubmission.update({
      where: { id: submissionId },
      data: { reference },
      select: { id: true },
    });
    if (url === null) await settleCheck(submissionId, now);
    return accept({ url });
  } catch (error) {
    await cancelCheck(submissionId);
    throw error;
  }
};
