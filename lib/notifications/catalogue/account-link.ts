import { z } from "zod";
import { type DeliveredEvent, payloadOf } from "#lib/platform/messaging/event.ts";
import { accountLinkMade } from "#lib/players/events.ts";
import { type LinkKind, linkPath, linksToMail } from "#lib/players/index.ts";
import type { Drafted, MailOptions } from "../definition.ts";

export const LinkData = z.object({ linkId: z.guid() });
export type LinkData = z.output<typeof LinkData>;

/** Drafts a mail for each link of this kind that still works, to the address that the link is about. */
export const draftOfLinks = async (
  events: readonly DeliveredEvent[],
  kind: LinkKind,
): Promise<Drafted<LinkData>[]> => {
  const ids = events.flatMap((event) => payloadOf(event, accountLinkMade)?.linkId ?? []);
  const links = await linksToMail(kind, ids);
  return links.map(({ id, playerId, email }) => ({
    playerId,
    dedupeKey: kind,
    mailKey: id,
    address: email,
    data: { linkId: id },
  }));
};

/** The mail's button is the link. */
export const linkMail = (kind: LinkKind): MailOptions<LinkData> => ({
  href: ({ linkId }) => linkPath(kind, linkId),
});
