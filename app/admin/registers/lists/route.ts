import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { uploadList } from "#lib/players/index.ts";
import { currentSession } from "../../../session.ts";

const HERE = "/admin/registers";

const back = (answer: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location: `${HERE}?upload=${answer}`, "cache-control": "no-store" },
  });

/** There is nothing to look at, for anybody. */
export const GET = (): Response => new Response(null, { status: 404 });

/** Takes a list of excluded people from the page's form. The edge has read the body up to its limit, and checked the origin. */
export async function POST(request: Request): Promise<Response> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return new Response(null, { status: 400 });
  }
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return back("missing");
  const input = { register: form.get("register"), file: Buffer.from(await file.arrayBuffer()) };
  const call = callFrom(request.headers, input, env().PUBLIC_URL);
  const result = (await uploadList.execute(call, currentSession)) as
    | { ok: true; value: { faulty: number } }
    | { ok: false; refusal: { code: string } };
  if (result.ok) return back(result.value.faulty > 0 ? "refused" : "done");
  const { code } = result.refusal;
  if (code === "foreign_origin" || code === "forbidden") return new Response(null, { status: 403 });
  if (code === "signed_out")
    return new Response(null, { status: 303, headers: { location: `/sign-in?next=${HERE}` } });
  return back(code);
}
