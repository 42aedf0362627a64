/** A notification that a channel delivers to its player. */
export type Delivery = {
  playerId: string;
  dedupeKey: string;
  name: string;
  data: unknown;
};

export type ChannelName = "in-app";

/** A way to reach a player. Delivering the same notification twice has the effect of delivering it once. */
export type Channel = {
  readonly name: ChannelName;
  deliver(notifications: readonly Delivery[]): Promise<void>;
};
