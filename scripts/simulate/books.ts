import { connect, createStore, eventTopic, playerTopic } from "#lib/realtime/client/index.ts";
import { type EventView, eventViews, outcomeIdOf } from "#lib/sportsbook/markets/index.ts";
import { decodeRows } from "../testing/site/flight.ts";
import type { Visitor } from "../testing/site/visitor.ts";

/** A reader like a page in a browser: the page's own store and connection, without a page. */
export const followLive = (url: string, origin: string, cookie: string) => {
  // Without a frame to wait for, news are taken in at once.
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

export type LiveReader = ReturnType<typeof followLive>;

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

const isView = (value: unknown, id: string): value is EventView =>
  typeof value === "object" && value !== null && "markets" in value && "id" in value && value.id === id;

/** What a page starts from travels as text. */
const isSeeds = (value: unknown): value is string =>
  typeof value === "string" && value.startsWith('{"events":');

const findView = (value: unknown, id: string): EventView | null => {
  if (isSeeds(value)) return findView(JSON.parse(value), id);
  if (isView(value, id)) return value;
  if (typeof value !== "object" || value === null) return null;
  for (const part of Object.values(value)) {
    const found = findView(part, id);
    if (found) return found;
  }
  return null;
};

/** The book of an event as its page carries it to the browser. */
const pageBook = async (visitor: Visitor, id: string): Promise<EventView | null> => {
  const rsc = { rsc: "1" };
  const asked = await visitor.get(`/events/${id}`, rsc);
  // Next sends such a request on to an address that caches can tell apart.
  const next = asked.headers.get("location");
  const response = next === null ? asked : await visitor.get(next, rsc);
  return findView(decodeRows(Buffer.from(await response.arrayBuffer())), id);
};

const liveBook = ({ store }: LiveReader, view: EventView): Line[] => {
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
  live: LiveReader,
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
