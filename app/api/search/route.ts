import { SEARCH_TEXT_MAX, searchHits } from "#lib/sportsbook/search/index.ts";

export const dynamic = "force-dynamic";

const MAX = { events: 7, competitions: 3 };

/** What a text finds, for the list under the search box. */
export const GET = async (request: Request): Promise<Response> => {
  const text = new URL(request.url).searchParams.get("q")?.slice(0, SEARCH_TEXT_MAX) ?? "";
  return Response.json(await searchHits(text, MAX), { headers: { "Cache-Control": "no-store" } });
};
