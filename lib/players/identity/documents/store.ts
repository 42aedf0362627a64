import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { canSeal, sealBytes, unsealBytes } from "#lib/platform/secrets/sealed.ts";
import { identityStates, openLevels } from "../machine.ts";
import { DOCUMENTS_MAX, type DocumentKind, levelsOf, type UploadRefusal } from "../schema.ts";
import { readImage } from "./read-image.ts";

export const placeOf = (id: string) => ({ table: "identity_document", column: "content", row: id });

// Held until the transaction ends, so that one player's uploads come one after the other.
const lockPlayer = statement({
  text: "select from player where id = $1 for no key update",
  params: [uuid],
  row: {},
});

/** The submission that the player is putting together: made with the first document. */
const draftOf = async (tx: pg.PoolClient, playerId: string): Promise<string> => {
  const draft = await db(tx).identitySubmission.findFirst({
    where: { playerId, status: "draft" },
    select: { id: true },
  });
  if (draft) return draft.id;
  const id = uuidv7();
  await db(tx).identitySubmission.create({
    select: { id: true },
    data: { id, playerId, provider: "manual", status: "draft" },
  });
  return id;
};

/** Whether a document of this kind can still verify something. */
export const isNeeded = async (
  playerId: string,
  kind: DocumentKind,
  tx?: pg.PoolClient,
): Promise<boolean> => {
  const open = openLevels(await identityStates(playerId, tx));
  return levelsOf(kind).some((level) => open.includes(level));
};

/**
 * Re-encodes, seals and stores an uploaded file as a document of the player's draft. The picture is decoded outside of any transaction.
 */
export const addDocument = async (
  playerId: string,
  kind: DocumentKind,
  file: Buffer,
): Promise<Result<{ documentId: string }, UploadRefusal>> => {
  if (!canSeal()) return refuse({ code: "not_available" });
  if (!(await isNeeded(playerId, kind))) return refuse({ code: "not_needed" });
  const image = await readImage(file);
  if (!image.ok) return image;
  const { content, width, height } = image.value;
  const id = uuidv7();
  const sealed = new Uint8Array(sealBytes(content, placeOf(id)));
  return transaction(async (tx) => {
    await lockPlayer.run([playerId], tx);
    if (!(await isNeeded(playerId, kind, tx))) return refuse({ code: "not_needed" });
    const submissionId = await draftOf(tx, playerId);
    const documents = await db(tx).identityDocument.count({ where: { submissionId } });
    if (documents >= DOCUMENTS_MAX) return refuse({ code: "too_many_documents" });
    const data = { id, submissionId, playerId, kind, content: sealed, width, height };
    await db(tx).identityDocument.create({ select: { id: true }, data });
    return accept({ documentId: id });
  });
};

const removing = statement({
  text: `
    delete from identity_document d using identity_submission s
     where d.id = $1 and d.player_id = $2 and s.id = d.submission_id and s.status = $3`,
  params: [uuid, uuid, text],
  row: {},
});

/** Takes a document out of the player's own draft. False where there is none. */
export const removeDocument = async (
  tx: pg.PoolClient,
  playerId: string,
  documentId: string,
): Promise<boolean> => (await removing.run([documentId, playerId, "draft"], tx)) > 0;

/** The picture of a document, a JPEG; null where there is none or it was deleted. */
export const openDocument = async (documentId: string, tx?: pg.PoolClient): Promise<Buffer | null> => {
  const found = await db(tx).identityDocument.findUnique({
    where: { id: documentId },
    select: { content: true },
  });
  return found?.content ? unsealBytes(found.content, placeOf(documentId)) : null;
};
