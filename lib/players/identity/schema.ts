import { z } from "zod";
import { dayText, idempotencyKey, plainText, uuidText } from "#lib/platform/commands/input.ts";
import { IDENTITY_LEVELS, type IdentityLevel } from "../jurisdictions/policy.ts";

export { IDENTITY_LEVELS, type IdentityLevel };

export const IDENTITY_STATES = ["unverified", "pending", "verified", "refused", "expired"] as const;
export type IdentityState = (typeof IDENTITY_STATES)[number];

/** Photo documents show who somebody is and how old; the others where they live. */
export const PHOTO_DOCUMENTS = ["passport", "identity_card", "driving_licence", "residence_permit"] as const;
export const ADDRESS_DOCUMENTS = ["utility_bill", "bank_statement", "official_letter"] as const;
export const DOCUMENT_KINDS = [...PHOTO_DOCUMENTS, ...ADDRESS_DOCUMENTS] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The levels that a document of this kind can show. */
export const levelsOf = (kind: DocumentKind): readonly IdentityLevel[] =>
  (PHOTO_DOCUMENTS as readonly string[]).includes(kind) ? ["age", "identity"] : ["address"];

/** Bytes of one uploaded file. */
export const DOCUMENT_BYTES_MAX = 10 * 1_024 * 1_024;
/** Images that one submission may have. */
export const DOCUMENTS_MAX = 6;

/** Why staff refuse documents, or take back what was verified. */
export const IDENTITY_REASONS = [
  "unreadable",
  "document_expired",
  "wrong_document",
  "name_mismatch",
  "birth_date_mismatch",
  "address_mismatch",
  "not_genuine",
  "under_age",
  "other",
] as const;
export type IdentityReason = (typeof IDENTITY_REASONS)[number];

/** Where a person's documents are looked at: by staff here, or by a provider. */
export const IDENTITY_PROVIDERS = ["manual", "stripe", "demo"] as const;
export type IdentityProviderId = (typeof IDENTITY_PROVIDERS)[number];

const Note = plainText(500)
  .transform((text) => (text === "" ? null : text))
  .nullish();

export const DocumentInput = z.object({ documentId: uuidText() });
export const StartIdentityInput = z.object({ provider: z.enum(["stripe", "demo"]) });

export const ApproveIdentityInput = z.object({
  submissionId: uuidText(),
  /** The last day on which the document is valid; empty where it does not expire. */
  expiresOn: z
    .union([z.literal("").transform(() => null), dayText])
    .nullish()
    .transform((day) => day ?? null),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export const RefuseIdentityInput = z.object({
  submissionId: uuidText(),
  reason: z.enum(IDENTITY_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});
export const RevokeIdentityInput = z.object({
  playerId: uuidText(),
  reason: z.enum(IDENTITY_REASONS),
  note: Note,
  idempotencyKey: idempotencyKey(),
});

export const DecideDuplicateInput = z.object({
  caseId: uuidText(),
  decision: z.enum(["same", "different"]),
  note: Note,
  idempotencyKey: idempotencyKey(),
});

/** Why a file is not taken as a document. */
export type DocumentFault =
  /** Neither a JPEG, a PNG nor a WebP image, whatever its name says. */
  | { code: "not_an_image" }
  | { code: "file_too_large" }
  /** More pixels than we decode. */
  | { code: "too_many_pixels" }
  /** Too small to read. */
  | { code: "too_few_pixels" };

export type UploadRefusal =
  | DocumentFault
  | { code: "too_many_documents" }
  /** Nothing is left to verify by this kind of document, or it is being looked at. */
  | { code: "not_needed" }
  /** Documents cannot be stored: this site has no key to seal them with. */
  | { code: "not_available" };

export type SubmitRefusal =
  | { code: "nothing_uploaded" }
  /** We do not know the player's name and address yet. */
  | { code: "details_missing" }
  | { code: "not_needed" };

export type StartRefusal = Exclude<SubmitRefusal, { code: "nothing_uploaded" }> | { code: "not_available" };

export type DecideRefusal =
  | { code: "unknown_submission" }
  /** Somebody has decided it, or the player has changed it. */
  | { code: "already_decided" };

export type LevelView = {
  level: IdentityLevel;
  state: IdentityState;
  reason: string | null;
  provider: string | null;
  changedAt: Date | null;
  validUntil: Date | null;
};

export type DocumentView = { id: string; kind: DocumentKind; uploadedAt: Date; deleted: boolean };
