import { readiness } from "#lib/platform/health.ts";

export const dynamic = "force-dynamic";

/** Whether players can be served: 200, or 503 with what is missing. */
export const GET = async (): Promise<Response> => {
  const state = await readiness();
  return Response.json(state, {
    status: state.ready ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
};
