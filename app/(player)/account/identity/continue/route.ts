import { resumeCheck } from "#lib/players/index.ts";
import { currentPlayer } from "../../../../session.ts";

/** Back to the check at the provider that the player has begun, or to the page where there is none. */
export async function GET(): Promise<Response> {
  const player = await currentPlayer();
  const location = (player && (await resumeCheck(player.id))) ?? "/account/identity";
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
