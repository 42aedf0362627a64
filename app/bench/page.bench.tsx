import { connection } from "next/server";

/** What a page costs that shows nothing: the floor of `npm run bench -- pages`. Only built for the benches. */
export default async function NothingPage() {
  await connection();
  return <p>-</p>;
}
