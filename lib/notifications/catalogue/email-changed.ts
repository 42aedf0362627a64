import { accountLinkMade } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";
import { draftOfLinks, LinkData, linkMail } from "./account-link.ts";

/** Tells an account's former address that it was changed, and how to undo that. */
export const emailChangedNotification = defineNotification({
  name: "email_changed",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [accountLinkMade],
  data: LinkData,
  draft: (events) => draftOfLinks(events, "undo_email_change"),
  text: () => ({ variant: "changed", href: "/account/email" }),
  mail: linkMail("undo_email_change"),
});
