import { pollTopics } from "#lib/realtime/index.ts";
import { currentPlayer } from "../../session.ts";

export const dynamic = "force-dynamic";

/** The current state of these topics, for pages without a socket to the sidecar. */
export const GET = async (request: Request): Promise<Response> => {
  const topics = new URL(request.url).searchParams.getAll("topic");
  const messages = await pollTopics(topics, await currentPlayer());
  return messages
    ? Response.json(messages, { headers: { "Cache-Control": "no-store" } })
    : Response.json(null, { status: 400 });
};
