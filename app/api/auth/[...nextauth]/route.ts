import type { NextRequest } from "next/server";
import { issuerById } from "#lib/players/index.ts";
import { handleAuth } from "../../../auth/handler.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

/** Credentials are only ever posted; other methods would be logged by next-auth as an error. Issuers send browsers back by GET. */
export const GET = async (request: NextRequest, { params }: Route): Promise<Response> => {
  const { nextauth } = await params;
  if (nextauth[0] === "callback" && !issuerById(nextauth[1] ?? ""))
    return new Response("Method not allowed", { status: 405 });
  return handleAuth(request, nextauth);
};

/** next-auth lets browsers write to the log of a site. This one does not. */
export const POST = async (request: NextRequest, { params }: Route): Promise<Response> => {
  const { nextauth } = await params;
  return nextauth[0] === "_log" ? new Response("Not found", { status: 404 }) : handleAuth(request, nextauth);
};
