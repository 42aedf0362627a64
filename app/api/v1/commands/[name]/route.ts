import { answerCommand } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { tokenHolder } from "#lib/players/index.ts";
import { COMMANDS } from "../../../../commands.ts";
import { currentSession } from "../../../../session.ts";

export const POST = async (
  request: Request,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> =>
  answerCommand(
    COMMANDS.get((await params).name),
    request,
    { session: currentSession, holderOf: tokenHolder },
    env().PUBLIC_URL,
  );
