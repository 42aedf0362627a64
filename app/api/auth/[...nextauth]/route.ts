import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "../options.ts";

type Route = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, route: Route): Promise<Response> =>
  NextAuth(request as never, route as never, authOptions()) as Promise<Response>;

export { handler as GET, handler as POST };
