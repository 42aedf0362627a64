import { uploadInformation } from "#lib/cashier/index.ts";
import { isUuid } from "#lib/core/id.ts";
import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { currentSession } from "../../../session.ts";

/** Back to the payment's page, which says what became of the file. A path: behind a proxy the request's own host is another one. */
const back = (paymentId: string, answer: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      location: `/cashier/payments/${paymentId}?upload=${answer}#documents`,
      "cache-control": "no-store",
    },
  });

/**
 * Takes a document about a withdrawal from the page's form, which works without scripts. The edge has read the body up to its limit, and checked
 * the origin.
 */
export async function POST(request: Request): Promise<Response> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return new Response(null, { status: 400 });
  }
  const paymentId = String(form.get("paymentId") ?? "").toLowerCase();
  if (!isUuid(paymentId)) return new Response(null, { status: 400 });
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return back(paymentId, "missing");
  const input = { paymentId, file: Buffer.from(await file.arrayBuffer()) };
  const call = { ...callFrom(request.headers, input, env().PUBLIC_URL), account: form.get("account") };
  const result = (await uploadInformation.execute(call, currentSession)) as
    | { ok: true }
    | { ok: false; refusal: { code: string } };
  if (result.ok) return back(paymentId, "done");
  if (result.refusal.code === "foreign_origin") return new Response(null, { status: 403 });
  if (result.refusal.code === "signed_out")
    return new Response(null, {
      status: 303,
      headers: { location: `/sign-in?next=/cashier/payments/${paymentId}` },
    });
  return back(paymentId, result.refusal.code);
}
