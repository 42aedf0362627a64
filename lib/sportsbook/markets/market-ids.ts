/** "total=2.5", "team=home|total=1.5", "" — keys in alphabetical order. */
export type Specifiers = string;

export const specifiersOf = (values: Readonly<Record<string, string | number>>): Specifiers =>
  Object.keys(values)
    .sort()
    .map((key) => `${key}=${values[key]}`)
    .join("|");

export const parseSpecifiers = (specifiers: Specifiers): Record<string, string> =>
  Object.fromEntries(
    specifiers === ""
      ? []
      : specifiers.split("|").map((pair) => {
          const at = pair.indexOf("=");
          return [pair.slice(0, at), pair.slice(at + 1)];
        }),
  );

/** event id . market type [~ specifiers]: everyone can compute it, and it is safe in a URL path. */
export const marketIdOf = (eventId: string, marketType: string, specifiers: Specifiers): string =>
  specifiers === "" ? `${eventId}.${marketType}` : `${eventId}.${marketType}~${specifiers}`;

/** The event that a market's id names. */
export const eventIdOfMarket = (marketId: string): string => {
  const named = marketId.split("~", 1)[0] ?? marketId;
  return named.slice(0, named.lastIndexOf("."));
};

/** Names one outcome everywhere: in the price store, in a slip, on a button. */
export const outcomeIdOf = (marketId: string, key: string): string => `${marketId}:${key}`;

export const splitOutcomeId = (outcomeId: string): { marketId: string; key: string } | null => {
  const at = outcomeId.lastIndexOf(":");
  return at <= 0 || at === outcomeId.length - 1
    ? null
    : { marketId: outcomeId.slice(0, at), key: outcomeId.slice(at + 1) };
};

/** The market that an id names: its market type and specifiers. */
export const marketRefOf = (marketId: string): { marketType: string; specifiers: Specifiers } => {
  const tilde = marketId.indexOf("~");
  const named = tilde < 0 ? marketId : marketId.slice(0, tilde);
  return {
    marketType: named.slice(named.lastIndexOf(".") + 1),
    specifiers: tilde < 0 ? "" : marketId.slice(tilde + 1),
  };
};
