import type { JobQueue } from "#lib/platform/jobs/job.ts";

/** A notification that a channel delivers to its player. */
export type Delivery = {
  playerId: string;
  dedupeKey: string;
  /** The mail that it causes, where a later notification about the same thing is another mail. */
  mailKey?: string | undefined;
  /** Where the mail goes, if not to the player's own address. */
  address?: string | undefined;
  name: string;
  data: unknown;
};

export type ChannelName = "in-app" | "mail";

/** A way to reach a player. Delivering the same notification twice has the effect of delivering it once. */
export type Channel = {
  readonly name: ChannelName;
  deliver(notifications: readonly Delivery[], queue: JobQueue): Promise<void>;
};
