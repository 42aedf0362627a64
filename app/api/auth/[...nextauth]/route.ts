import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "../options.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, route: Route): Promise<Response> =>
  NextAuth(request as never, route as never, authOptions()) as Promise<Response>;

/** Credentials are only ever posted; asked for otherwise, next-auth would call it a fault of its own. */
const get = async (request: NextRequest, route: Route): Promise<Response> => {
  const { nextauth } = await route.params;
  if (nextauth[0] === "callback") return new Response("Method not allowed", { status: 405 });
  return handler(request, route);
};

/** next-auth lets browsers write lines into the log of a site. This one does not. */
const post = async (request: NextRequest, route: Route): Promise<Response> => {
  const { nextauth } = await route.params;
  return nextauth[0] === "_log" ? new Response("Not found", { status: 404 }) : handler(request, route);
};

export { get as GET, post as POST };
