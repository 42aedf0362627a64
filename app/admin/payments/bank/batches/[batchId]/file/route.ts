import { downloadBatch } from "#lib/cashier/index.ts";
import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { currentSession } from "../../../../../../session.ts";

/** The file of a released batch, for those who may send money. Each download is a row of the audit trail. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ batchId: string }> },
): Promise<Response> {
  const { batchId } = await params;
  const notFound = new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return notFound;
  const call = callFrom(request.headers, { batchId }, env().PUBLIC_URL);
  // A file is asked for without an Origin.
  const result = (await downloadBatch.execute({ ...call, sameSite: true }, currentSession)) as
    | { ok: true; value: string }
    | { ok: false };
  if (!result.ok) return notFound;
  return new Response(result.value, {
    headers: {
      "content-type": "application/xml",
      "content-disposition": `attachment; filename="transfers-${batchId}.xml"`,
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    },
  });
}
