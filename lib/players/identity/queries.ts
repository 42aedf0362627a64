import { db } from "#lib/platform/database/db.ts";
import { personOf } from "../person/person.ts";
import type { Person } from "../person/schema.ts";
import {
  type DocumentKind,
  type DocumentView,
  IDENTITY_LEVELS,
  type IdentityState,
  type LevelView,
} from "./schema.ts";

/** Every level of a player's identity. */
export const levelsOfPlayer = async (playerId: string): Promise<LevelView[]> => {
  const known = await db().identityLevel.findMany({
    where: { playerId },
    select: { level: true, state: true, reason: true, provider: true, changedAt: true, validUntil: true },
  });
  return IDENTITY_LEVELS.map((level) => {
    const found = known.find((each) => each.level === level);
    return found
      ? { ...found, level, state: found.state as IdentityState }
      : { level, state: "unverified", reason: null, provider: null, changedAt: null, validUntil: null };
  });
};

const DOCUMENT = { id: true, kind: true, uploadedAt: true, deletedAt: true } as const;

const documentView = (row: {
  id: string;
  kind: string;
  uploadedAt: Date;
  deletedAt: Date | null;
}): DocumentView => ({
  id: row.id,
  kind: row.kind as DocumentKind,
  uploadedAt: row.uploadedAt,
  deleted: row.deletedAt !== null,
});

export type IdentityView = {
  levels: LevelView[];
  person: Person | null;
  /** What is uploaded and not sent yet. */
  draft: DocumentView[];
};

/** What the player's own page shows. */
export const identityOf = async (playerId: string): Promise<IdentityView> => {
  const [levels, person, draft] = await Promise.all([
    levelsOfPlayer(playerId),
    personOf(playerId),
    db().identityDocument.findMany({
      where: { playerId, submission: { status: "draft" } },
      select: DOCUMENT,
      orderBy: { uploadedAt: "asc" },
    }),
  ]);
  return { levels, person, draft: draft.map(documentView) };
};

export type QueuedSubmission = {
  id: string;
  playerId: string;
  displayName: string;
  name: string | null;
  country: string;
  provider: string;
  levels: string[];
  submittedAt: Date;
  documents: number;
};

const QUEUE_MAX = 100;

/** Submissions that wait for staff, the oldest first. */
export const identityQueue = async (): Promise<QueuedSubmission[]> => {
  const waiting = await db().identitySubmission.findMany({
    where: { status: "pending", provider: "manual" },
    orderBy: { submittedAt: "asc" },
    take: QUEUE_MAX,
    select: {
      id: true,
      playerId: true,
      provider: true,
      levels: true,
      submittedAt: true,
      _count: { select: { documents: true } },
      player: {
        select: {
          displayName: true,
          country: true,
          person: { select: { firstName: true, lastName: true } },
        },
      },
    },
  });
  return waiting.map(({ submittedAt, player, _count, ...row }) => ({
    ...row,
    displayName: player.displayName,
    name: player.person && `${player.person.firstName} ${player.person.lastName}`,
    country: player.country,
    submittedAt: submittedAt as Date,
    documents: _count.documents,
  }));
};

export type SubmissionCase = {
  id: string;
  provider: string;
  reference: string | null;
  levels: string[];
  status: string;
  createdAt: Date;
  submittedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  reason: string | null;
  note: string | null;
  documents: (DocumentView & { width: number; height: number })[];
  player: {
    id: string;
    email: string;
    displayName: string;
    country: string;
    birthDate: string;
    person: Person | null;
    levels: LevelView[];
  };
};

/** All that a reviewer compares; null where there is no such submission. */
export const submissionCase = async (submissionId: string): Promise<SubmissionCase | null> => {
  const found = await db().identitySubmission.findUnique({
    where: { id: submissionId },
    select: {
      id: true,
      provider: true,
      reference: true,
      levels: true,
      status: true,
      createdAt: true,
      submittedAt: true,
      endedAt: true,
      reason: true,
      note: true,
      staff: { select: { displayName: true } },
      documents: { select: { ...DOCUMENT, width: true, height: true }, orderBy: { uploadedAt: "asc" } },
      player: {
        select: { id: true, email: true, displayName: true, country: true, birthDate: true },
      },
    },
  });
  if (!found || found.status === "draft") return null;
  const { player, documents, staff, ...rest } = found;
  const [person, levels] = await Promise.all([personOf(player.id), levelsOfPlayer(player.id)]);
  return {
    ...rest,
    endedBy: staff?.displayName ?? null,
    documents: documents.map(({ width, height, ...document }) => ({
      ...documentView(document),
      width,
      height,
    })),
    player: { ...player, birthDate: player.birthDate.toISOString().slice(0, 10), person, levels },
  };
};

export type SubmissionLine = {
  id: string;
  provider: string;
  status: string;
  submittedAt: Date | null;
  endedAt: Date | null;
};

/** What a player has sent so far, the newest first. */
export const submissionsOf = (playerId: string): Promise<SubmissionLine[]> =>
  db().identitySubmission.findMany({
    where: { playerId, status: { not: "draft" } },
    select: { id: true, provider: true, status: true, submittedAt: true, endedAt: true },
    orderBy: { createdAt: "desc" },
    take: 20,
  });
