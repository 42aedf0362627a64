import type { Viewer, ViewerAnswer } from "#components/viewer/viewer.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import { unreadNotifications } from "#lib/notifications/index.ts";
import { playView } from "#lib/players/index.ts";
import type { SignedInPlayer } from "#lib/players/schema.ts";
import { recentPendingBets } from "#lib/sportsbook/betting/index.ts";
import { rotateWhenDue } from "../../auth/rotate.ts";
import { keepOnDevice } from "../../device.ts";
import { currentSession } from "../../session.ts";

export const dynamic = "force-dynamic";

const viewerOf = async ({ id, country, currency, settings, exclusion }: SignedInPlayer): Promise<Viewer> => {
  const [{ balance, held, available, version }, followed, unread, play] = await Promise.all([
    playerBalance(id, currency),
    recentPendingBets(id),
    unreadNotifications(id),
    playView({ id, country }, { withTotals: false }),
  ]);
  return {
    id,
    currency,
    quickStakes: settings.quickStakes,
    oddsChoice: settings.oddsChoice,
    balance: {
      currency,
      balance: balance.toString(),
      held: held.toString(),
      available: available.toString(),
      version: Number(version),
    },
    unread,
    exclusion: exclusion && { until: exclusion.until?.toISOString() ?? null },
    play,
    followed: followed.map(({ end, ...bet }) => ({ ...bet, ended: end !== null })),
  };
};

/** Who looks at a page, which shared pages leave out. Gives a session in long use a new token, and has the device show pages as the player's settings say from now on. */
export const GET = async (): Promise<Response> => {
  const session = await currentSession();
  await rotateWhenDue(session);
  const answer: ViewerAnswer =
    session?.kind === "player"
      ? {
          viewer: await viewerOf(session),
          isStaff: false,
          displayChanged: await keepOnDevice(session.settings),
        }
      : { viewer: null, isStaff: session !== null, displayChanged: false };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
};
