import { randomBytes, randomInt } from "node:crypto";
import { type ScriptedMatch, scriptedMatch } from "../../scripts/testing/feed/scripted-match.ts";
import type { Unsent } from "../../scripts/testing/feed/source.ts";
import { expect } from "./test.ts";

/** A match of one journey alone, which decides what happens in it. */
export type OwnMatch = { eventId: string; path: string; name: string } & {
  [Move in Exclude<keyof ScriptedMatch, "open">]: (
    ...given: Parameters<ScriptedMatch[Move]>
  ) => Promise<void>;
};

const TOWNS = ["Ashford", "Birchwood", "Calder", "Dunmore", "Elmstead", "Fairhaven", "Glenrock", "Harwick"];

const say = async (messages: Unsent[]): Promise<void> => {
  const answer = await fetch(`${process.env.E2E_FEED_URL}/say`, {
    method: "POST",
    body: JSON.stringify(messages),
  });
  if (!answer.ok) throw new Error(`the feed answered ${answer.status}`);
};

/** Waits until the page of the event offers prices. */
const onOffer = (path: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
        const page = await fetch(`${process.env.E2E_URL}${path}`, {
          headers: { "x-forwarded-for": address },
        });
        return page.ok && (await page.text()).includes('data-state="offered"');
      },
      { message: `${path} offers prices`, timeout: 30_000 },
    )
    .toBe(true);

/** A match that is in play at this minute, or with null one that starts in some hours. */
export const newMatch = async ({
  minute = 20,
  startsInHours = 12,
}: {
  minute?: number | null;
  startsInHours?: number;
} = {}): Promise<OwnMatch> => {
  const mark = randomBytes(3).toString("hex");
  const eventId = `own-${mark}`;
  const at = randomInt(TOWNS.length);
  const [home, away] = [`${TOWNS[at]} ${mark}`, `${TOWNS[(at + 1) % TOWNS.length]} ${mark}`];
  const match = scriptedMatch({ eventId, home, away, minute, startsInHours });
  await say(match.open());
  const path = `/events/${eventId}`;
  await onOffer(path);
  return {
    eventId,
    path,
    name: `${home} – ${away}`,
    play: (minutes) => say(match.play(minutes)),
    goal: (side) => say(match.goal(side)),
    stop: () => say(match.stop()),
    fullTime: () => say(match.fullTime()),
  };
};
