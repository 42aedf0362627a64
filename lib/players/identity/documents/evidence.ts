import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { canSeal, sealBytes } from "#lib/platform/secrets/sealed.ts";
import { DOCUMENTS_MAX, type UploadRefusal } from "../schema.ts";
import { readImage } from "./read-image.ts";
import { placeOf } from "./store.ts";

export type EvidenceView = { id: string; uploadedAt: Date; deleted: boolean; width: number; height: number };

/**
 * Re-encodes, seals and stores a file that shows something else than who a player is, such as where their money comes from. The picture is decoded
 * outside of any transaction.
 * @param about what asked for it, such as "payment_information:<id>", and whether it still does, which holds until the transaction ends
 */
export const addEvidence = async (
  playerId: string,
  about: { reference: string; isOpen: (tx: pg.PoolClient) => Promise<boolean> },
  file: Buffer,
): Promise<Result<{ documentId: string }, UploadRefusal>> => {
  if (!canSeal()) return refuse({ code: "not_available" });
  const image = await readImage(file);
  if (!image.ok) return image;
  const { content, width, height } = image.value;
  const id = uuidv7();
  const sealed = new Uint8Array(sealBytes(content, placeOf(id)));
  const { reference, isOpen } = about;
  return transaction(async (tx) => {
    if (!(await isOpen(tx))) return refuse({ code: "not_needed" });
    const documents = await db(tx).identityDocument.count({ where: { reference } });
    if (documents >= DOCUMENTS_MAX) return refuse({ code: "too_many_documents" });
    const data = { id, reference, playerId, kind: "source_of_funds", content: sealed, width, height };
    await db(tx).identityDocument.create({ select: { id: true }, data });
    return accept({ documentId: id });
  });
};

/** What was stored for these references, the oldest first. */
export const evidenceOf = async (
  references: readonly string[],
  tx?: pg.PoolClient,
): Promise<(EvidenceView & { reference: string })[]> => {
  if (references.length === 0) return [];
  const found = await db(tx).identityDocument.findMany({
    where: { reference: { in: [...references] } },
    select: { id: true, reference: true, uploadedAt: true, deletedAt: true, width: true, height: true },
    orderBy: { uploadedAt: "asc" },
  });
  return found.map(({ reference, deletedAt, ...row }) => ({
    ...row,
    reference: reference ?? "",
    deleted: deletedAt !== null,
  }));
};
