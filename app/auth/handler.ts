import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "./options.ts";

/** next-auth's answer to a request at one of its addresses: `path` is the part after /api/auth/. */
export const handleAuth = (request: NextRequest, path: readonly string[]): Promise<Response> =>
  NextAuth(request as never, { params: { nextauth: path } } as never, authOptions()) as Promise<Response>;
