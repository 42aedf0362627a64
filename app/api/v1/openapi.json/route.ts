import { openApiOf } from "#lib/platform/commands/openapi.ts";
import { env } from "#lib/platform/config/env.ts";
import { COMMANDS } from "../../../commands.ts";

export const GET = (): Response => Response.json(openApiOf(COMMANDS.values(), env().PUBLIC_URL));
