import { accountLinkMade } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";
import { draftOfLinks, LinkData, linkMail } from "./account-link.ts";

/** Takes a player to a page that sets a new password. */
export const resetPasswordNotification = defineNotification({
  name: "reset_password",
  audience: "player",
  category: "security",
  channels: ["mail"],
  events: [accountLinkMade],
  data: LinkData,
  draft: (events) => draftOfLinks(events, "reset_password"),
  text: () => ({ variant: "asked", href: "/account" }),
  mail: linkMail("reset_password"),
});
