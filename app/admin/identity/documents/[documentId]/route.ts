import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { viewDocument } from "#lib/players/index.ts";
import { currentSession } from "../../../../session.ts";

/** Nothing keeps the picture, nothing runs in it, and no other site embeds it. */
const HEADERS = {
  "content-type": "image/jpeg",
  "content-disposition": "inline; filename=document.jpg",
  "cache-control": "private, no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/** A document of identity, for reviewers alone: everybody else gets "not found". Each answer is a row of the audit trail. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ documentId: string }> },
): Promise<Response> {
  const { documentId } = await params;
  const notFound = new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  // A page of another site that shows the picture would write audit rows, and see its size.
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return notFound;
  const call = callFrom(request.headers, { documentId }, env().PUBLIC_URL);
  // A picture is asked for without an Origin.
  const result = (await viewDocument.execute({ ...call, sameSite: true }, currentSession)) as
    | { ok: true; value: Buffer }
    | { ok: false };
  if (!result.ok) return notFound;
  return new Response(new Uint8Array(result.value), { headers: HEADERS });
}
