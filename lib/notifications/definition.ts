import type { z } from "zod";
import type { DeliveredEvent, EventDefinition } from "#lib/platform/messaging/event.ts";
import type { ChannelName } from "./channels/channel.ts";
import type { NotificationCategory, NotificationText } from "./schema.ts";

/** A notification to one player, before it is worded. */
export type Drafted<Data> = {
  playerId: string;
  /** What it is about ("bet:<id>"). A later notification about the same thing takes the place of this one. */
  dedupeKey: string;
  /** The mail that it causes, where a later notification about the same thing is another mail. */
  mailKey?: string | undefined;
  /** Where the mail goes, if not to the player's own address. */
  address?: string | undefined;
  data: Data;
};

/** How a notification goes out as a mail. Its words are those of `mail.text.<name>.<variant>`. */
export type MailOptions<Data> = {
  /** Where its button leads, if not where the notification leads. Asked when the mail is sent, so that nothing secret is stored. */
  href?(data: Data): string;
};

export type NotificationDefinition<Data = unknown> = {
  /** Also the key of its texts in the message catalogue. */
  readonly name: string;
  readonly audience: "player";
  /** What it is about: players decline notifications by category and channel. */
  readonly category: NotificationCategory;
  readonly channels: readonly ChannelName[];
  /** The events that may cause it. */
  readonly events: readonly EventDefinition[];
  readonly data: z.ZodType<Data>;
  /**
   * Drafts notifications for these events, one each at most. Events may be late and doubled, so it reads what holds now and
   * leaves out what is no longer so.
   */
  draft(events: readonly DeliveredEvent[]): Promise<Drafted<Data>[]> | Drafted<Data>[];
  /** The words for it, as keys of the message catalogue below `name`. */
  text(data: Data): NotificationText;
  /** Of what goes out by mail. */
  mail?: MailOptions<Data>;
};

export const defineNotification = <Data>(
  definition: NotificationDefinition<Data>,
): NotificationDefinition<Data> => definition;
