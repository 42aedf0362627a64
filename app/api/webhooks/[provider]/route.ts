import { receiveProviderWebhook } from "#lib/cashier/index.ts";

/** Where payment providers send their messages. The body is read as it came: its signature is over its bytes. */
export const POST = async (
  request: Request,
  { params }: { params: Promise<{ provider: string }> },
): Promise<Response> => {
  const body = Buffer.from(await request.arrayBuffer());
  const received = await receiveProviderWebhook((await params).provider, body, request.headers);
  const status = received === "unknown" ? 404 : received === "refused" ? 400 : 200;
  return Response.json({ received }, { status, headers: { "Cache-Control": "no-store" } });
};
