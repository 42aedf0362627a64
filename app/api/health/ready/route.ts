import { headers } from "next/headers";
import { LOCAL_HEADER } from "#lib/platform/http/edge/forwarding.ts";
import { readiness } from "#lib/platform/observability/health.ts";
import { PROCESSES } from "#lib/processes/schema.ts";
import { currentStaff } from "../../../session.ts";

export const dynamic = "force-dynamic";

const mayKnowMore = async (): Promise<boolean> => {
  if ((await headers()).get(LOCAL_HEADER) === "true") return true;
  // Without the database nobody can be recognised as staff.
  return (await currentStaff().catch(() => null)) !== null;
};

/**
 * Whether players can be served: 200 or 503. What is missing is shown only to staff and to requests from this
 * machine.
 */
export const GET = async (): Promise<Response> => {
  const state = await readiness(PROCESSES);
  const reported = (await mayKnowMore()) ? state : { ready: state.ready };
  return Response.json(reported, {
    status: state.ready ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
};
