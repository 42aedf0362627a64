export type Suspendable = { scope: "market" | "event"; id: string; name: string };

/** Spread on what a key suspends: the focus, or else the pointer, says which. */
export const suspendable = ({ scope, id, name }: Suspendable): Record<string, string> => ({
  [`data-suspend-${scope}`]: id,
  "data-suspend-name": name,
});
