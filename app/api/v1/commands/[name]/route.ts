import { answerCommand } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { COMMANDS } from "../../../../commands.ts";
import { currentSession } from "../../../../session.ts";

export const POST = async (
  request: Request,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> =>
  answerCommand(COMMANDS.get((await params).name), request, currentSession, env().PUBLIC_URL);
