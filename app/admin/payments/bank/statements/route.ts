import { cashierCommands } from "#lib/cashier/index.ts";
import { callFrom } from "#lib/platform/commands/http.ts";
import { env } from "#lib/platform/config/env.ts";
import { currentSession } from "../../../../session.ts";

const HERE = "/admin/payments/bank";

/** Back to the page, which says what became of the file. A path: behind a proxy the request's own host is another one. */
const back = (answer: Record<string, string>): Response =>
  new Response(null, {
    status: 303,
    headers: { location: `${HERE}?${new URLSearchParams(answer)}`, "cache-control": "no-store" },
  });

const textOf = async (file: File): Promise<string | null> => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
};

type Answer =
  | { ok: true; value: { added: number; known: number }[] }
  | { ok: false; refusal: { code: string; reason?: string; detail?: string } };

/** There is nothing to look at, for anybody. */
export const GET = (): Response => new Response(null, { status: 404 });

/** Takes a file of the bank from the page's form. Programs send it to the command `bank.import_statement`. */
export async function POST(request: Request): Promise<Response> {
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return new Response(null, { status: 400 });
  }
  const sent = form.get("file");
  if (!(sent instanceof File) || sent.size === 0) return back({ upload: "missing" });
  const file = await textOf(sent);
  if (file === null) return back({ upload: "refused", reason: "not_utf8" });
  const call = { ...callFrom(request.headers, { file }, env().PUBLIC_URL), account: form.get("account") };
  const result = (await cashierCommands.importStatement.execute(call, currentSession)) as Answer;
  if (result.ok) {
    const sum = (of: "added" | "known") => String(result.value.reduce((all, each) => all + each[of], 0));
    return back({ upload: "done", added: sum("added"), known: sum("known") });
  }
  const { code, reason = "", detail = "" } = result.refusal;
  if (code === "foreign_origin") return new Response(null, { status: 403 });
  if (code === "signed_out")
    return new Response(null, { status: 303, headers: { location: `/sign-in?next=${HERE}` } });
  if (code === "statement_refused") return back({ upload: "refused", reason, detail });
  return back({ upload: code === "invalid_input" ? "failed" : code });
}
