import { connect } from "#lib/realtime/client/connection.ts";
import { createStore, eventTopic, playerTopic } from "#lib/realtime/client/index.ts";
import { type EventView, eventViews, outcomeIdOf } from "#lib/sportsbook/markets/index.ts";
import type { Visitor } from "../testing/site.ts";

/** A client like a page in a browser: the page's own store and connection, without a page. */
export const followLive = (url: string, origin: string, cookie: string) => {
  // Without animation frames, messages are applied at once.
  const store = createStore({ schedule: (work) => setTimeout(work, 10) });
  const connection = connect({
    url,
    store,
    transport: { forceNew: true, extraHeaders: { origin, cookie } },
  });
  return {
    store,
    followEvent: (id: string) => connection.follow(eventTopic(id)),
    followPlayer: (id: string) => {
      store.seedPlayer(id, null);
      return connection.follow(playerTopic(id));
    },
    close: connection.close,
  };
};

export type LiveClient = ReturnType<typeof followLive>;

type Line = string;

const lineOf = (market: EventView["markets"][number], stopped: boolean): Line =>
  [
    market.id,
    `v${market.version}`,
    `status ${market.status}`,
    stopped ? "stopped" : "open",
    ...market.outcomes.map(
      ({ key, odds, active, result, voidFactor }) => `${key} ${odds} ${active} ${result} ${voidFactor}`,
    ),
  ].join(" | ");

const linesOf = (event: EventView): Line[] =>
  event.markets
    .map((market) => lineOf(market, event.suspension !== null || market.suspension !== null))
    .concat(`${event.id} status ${event.status}`)
    .sort();

/** The JSON value that begins at this place of a text. */
const jsonAt = (text: string, from: number): unknown => {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === "\\") at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "{" || sign === "[")) depth += 1;
    else if (!quoted && (sign === "}" || sign === "]")) {
      depth -= 1;
      if (depth === 0) return JSON.parse(text.slice(from, at + 1));
    }
  }
  return null;
};

// What a page starts from travels in it as one JSON text.
const SEED = '{"events":';

/** The book of an event as its page carries it to the browser. */
const pageBook = async (visitor: Visitor, id: string): Promise<EventView | null> => {
  const rsc = { rsc: "1" };
  const asked = await visitor.get(`/events/${id}`, rsc);
  // Next sends such a request on to an address that caches can tell apart.
  const next = asked.headers.get("location");
  const response = next === null ? asked : await visitor.get(next, rsc);
  const page = await response.text();
  for (let at = page.indexOf(SEED); at >= 0; at = page.indexOf(SEED, at + 1)) {
    const seed = jsonAt(page, at) as { events: EventView[] } | null;
    const view = seed?.events.find((event) => event.id === id);
    if (view) return view;
  }
  return null;
};

const liveBook = ({ store }: LiveClient, view: EventView): Line[] => {
  const event = store.event(view.id);
  const markets = (event?.marketIds ?? []).flatMap((id) => store.market(id) ?? []);
  return markets
    .map((market) => lineOf(market, event?.suspension !== null || market.suspension !== null))
    .concat(`${view.id} status ${event?.status}`)
    .sort();
};

const differences = (who: string, wanted: Line[], found: Line[]): string[] =>
  wanted.flatMap((line, index) =>
    line === found[index] ? [] : [`${who} has ${found[index] ?? "nothing"}, the database ${line}`],
  );

/** Where the books of database, page and socket differ, in a sentence each. */
export const bookDifferences = async (
  ids: readonly string[],
  visitor: Visitor,
  live: LiveClient,
): Promise<string[]> => {
  const found: string[] = [];
  for (const view of await eventViews(ids)) {
    const wanted = linesOf(view);
    const page = await pageBook(visitor, view.id);
    found.push(...differences("the page", wanted, page ? linesOf(page) : []));
    found.push(...differences("the socket's reader", wanted, liveBook(live, view)));
    for (const market of view.markets)
      for (const { key, odds } of market.outcomes) {
        const shown = live.store.price(outcomeIdOf(market.id, key));
        if (shown?.odds !== odds || shown?.stale)
          found.push(`a price button of ${market.id} ${key} shows ${shown?.odds}, the database ${odds}`);
      }
  }
  return found;
};
