import { playView } from "#lib/players/index.ts";
import { currentPlayer } from "../../session.ts";

export const dynamic = "force-dynamic";

/**
 * The player's time on the site: what stops play, and what was staked and returned since the session began. Asked for by open pages now and
 * then, which also tells that they are looked at.
 */
export const GET = async (): Promise<Response> => {
  const player = await currentPlayer();
  const headers = { "Cache-Control": "no-store" };
  return player
    ? Response.json(await playView(player, { withTotals: true }), { headers })
    : Response.json({ code: "signed_out" }, { status: 401, headers });
};
