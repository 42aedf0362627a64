import { db } from "#lib/platform/database/db.ts";
import type { PersonalData } from "#lib/platform/module.ts";

const OF_ACCOUNT = {
  id: true,
  email: true,
  emailVerifiedAt: true,
  displayName: true,
  birthDate: true,
  country: true,
  currency: true,
  status: true,
  settings: true,
  createdAt: true,
  person: { select: { firstName: true, lastName: true, street: true, city: true, postcode: true } },
} as const;

/** What the accounts module keeps about a player; of passwords, keys and pictures only that there are some. */
export const PLAYER_DATA: readonly PersonalData[] = [
  {
    name: "account",
    read: async (id) => {
      const found = await db().player.findMany({ where: { id }, select: OF_ACCOUNT });
      return found.map(({ person, ...account }) => ({ ...account, ...person }));
    },
  },
  {
    name: "identity",
    read: (playerId) =>
      db().identityChange.findMany({
        where: { playerId },
        select: { level: true, before: true, after: true, provider: true, reason: true, at: true },
        orderBy: { id: "asc" },
      }),
  },
  {
    name: "identity_documents",
    read: (playerId) =>
      db().identityDocument.findMany({
        where: { playerId },
        select: { id: true, kind: true, uploadedAt: true, deletedAt: true },
        orderBy: { uploadedAt: "asc" },
      }),
  },
  {
    name: "sign_ins",
    read: (playerId) =>
      db().session.findMany({
        where: { playerId },
        select: {
          createdAt: true,
          lastSeenAt: true,
          revokedAt: true,
          ip: true,
          userAgent: true,
          country: true,
        },
        orderBy: { createdAt: "asc" },
      }),
  },
  {
    name: "limits",
    read: (playerId) =>
      db().playerLimitChange.findMany({
        where: { playerId },
        select: { kind: true, period: true, action: true, before: true, after: true, at: true },
        orderBy: { id: "asc" },
      }),
  },
  {
    name: "exclusions",
    read: async (playerId) => {
      const found = await db().playerExclusion.findMany({
        where: { playerId },
        select: {
          kind: true,
          source: true,
          startsAt: true,
          endsAt: true,
          end: { select: { askedAt: true, endsAt: true } },
        },
        orderBy: { startsAt: "asc" },
      });
      return found.map(({ end, ...row }) => ({
        ...row,
        returnAskedAt: end?.askedAt ?? null,
        endedAt: end?.endsAt ?? null,
      }));
    },
  },
  {
    name: "play_sessions",
    read: (playerId) =>
      db().playSession.findMany({
        where: { playerId },
        select: { startedAt: true, lastActiveAt: true },
        orderBy: { startedAt: "asc" },
      }),
  },
  {
    name: "reality_checks",
    read: (playerId) =>
      db().realityCheck.findMany({
        where: { playerId },
        select: { dueAt: true, answeredAt: true, seconds: true, staked: true, returned: true },
        orderBy: { id: "asc" },
      }),
  },
  {
    name: "care",
    read: (playerId) =>
      db().playerInteraction.findMany({
        where: { playerId },
        select: {
          kind: true,
          note: true,
          limitKind: true,
          limitPeriod: true,
          limitAmount: true,
          madeAt: true,
        },
        orderBy: { madeAt: "asc" },
      }),
  },
  {
    name: "harm_score",
    read: (playerId) =>
      db().harmScore.findMany({
        where: { playerId },
        select: { scoredAt: true, score: true, contributions: true },
      }),
  },
];
