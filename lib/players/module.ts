import { z } from "zod";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import type { Module } from "#lib/platform/module.ts";
import { scoreHarm } from "./care/score.ts";
import * as commands from "./commands/index.ts";
import { playerEvents } from "./events.ts";
import { EXCLUSION_INVARIANTS } from "./exclusion/invariants.ts";
import { forgetChallenges } from "./factors/passkey/challenge.ts";
import { expireLevels } from "./identity/expire.ts";
import { IDENTITY_INVARIANTS } from "./identity/invariants.ts";
import { followSilentChecks, settleIdentityEvents } from "./identity/receive.ts";
import { forgetLinks } from "./links/link.ts";
import * as permissions from "./permissions.ts";
import { PLAYER_DATA } from "./personal-data.ts";
import { PLAY_INVARIANTS } from "./play/invariants.ts";
import { checkRegistersJob } from "./registers/daily.ts";
import { REGISTER_INVARIANTS } from "./registers/invariants.ts";
import { forgetAttempts } from "./sign-in-attempt.ts";

const forgetSignInsJob = defineJob({
  name: "forget-sign-ins",
  payload: z.object({}),
  cron: "41 3 * * *",
  run: async () => {
    await forgetLinks();
    await forgetAttempts();
    await forgetChallenges();
    return undefined;
  },
});

const expireIdentityJob = defineJob({
  name: "expire-identity",
  payload: z.object({}),
  cron: "7 * * * *",
  run: async () => ({ identityLevelsExpired: await expireLevels() }),
});

const followChecksJob = defineJob({
  name: "follow-identity-checks",
  payload: z.object({}),
  cron: "* * * * *",
  background: true,
  run: async () => {
    const now = new Date(await databaseNowMs());
    return { identityChecksDecided: (await settleIdentityEvents(now)) + (await followSilentChecks(now)) };
  },
});

const scoreHarmJob = defineJob({
  name: "score-harm",
  payload: z.object({}),
  cron: "*/5 * * * *",
  run: async () => ({ playersScored: await scoreHarm() }),
});

export const players: Module = {
  name: "players",
  events: playerEvents,
  permissions: Object.values(permissions),
  commands,
  personalData: PLAYER_DATA,
  invariants: { ...EXCLUSION_INVARIANTS, ...IDENTITY_INVARIANTS, ...PLAY_INVARIANTS, ...REGISTER_INVARIANTS },
  jobs: [checkRegistersJob, forgetSignInsJob, expireIdentityJob, followChecksJob, scoreHarmJob],
  panels: [
    { id: "players", href: "/admin/players", permission: permissions.playersRead, position: 30 },
    { id: "care", href: "/admin/care", permission: permissions.playersCare, position: 37 },
    { id: "registers", href: "/admin/registers", permission: permissions.playersRegisters, position: 38 },
    { id: "identity", href: "/admin/identity", permission: permissions.identityReview, position: 35 },
  ],
};
