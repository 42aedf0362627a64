import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { exportPdf, processCommands } from "#lib/processes/index.ts";
import { currentSession } from "../../../../session.ts";

/** A copy of the player's data as a file. Needs a fresh proof of who it is: without one, back to the page, which asks. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ exportId: string }> },
): Promise<Response> {
  const { exportId } = await params;
  const call = callFrom(request.headers, { exportId }, env().PUBLIC_URL);
  // A link is followed without an Origin.
  const result = await processCommands.openExportQuery.execute({ ...call, sameSite: true }, currentSession);
  if (!result.ok)
    return new Response(null, {
      status: 303,
      headers: { location: "/account/data", "cache-control": "no-store" },
    });
  const json = result.value as string;
  const pdf = new URL(request.url).searchParams.get("format") === "pdf";
  const body = pdf ? new Uint8Array(await exportPdf(json)) : json;
  return new Response(body, {
    headers: {
      "content-type": pdf ? "application/pdf" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="evens-data.${pdf ? "pdf" : "json"}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
