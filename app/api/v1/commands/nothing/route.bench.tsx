/** What an address costs that reads JSON and does nothing: the floor of `npm run bench -- command`. Only built for the benches. */
export const POST = async (request: Request): Promise<Response> => {
  await request.json();
  return Response.json({ ok: true, value: null });
};
