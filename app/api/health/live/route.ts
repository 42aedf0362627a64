export const dynamic = "force-dynamic";

/** This process answers. Reports nothing about the rest. */
export const GET = (): Response =>
  Response.json({ live: true }, { headers: { "Cache-Control": "no-store" } });
