import { listing } from "#lib/sportsbook/markets/queries.ts";

export default async function HomePage() {
  const live = await listing({ kind: "live" });
  return (
    <ul>
      {live.map((event) => (
        <li key={event.id}>{event.home.name}</li>
      ))}
    </ul>
  );
}
