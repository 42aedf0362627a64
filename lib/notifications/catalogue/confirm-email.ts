import { accountLinkMade } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";
import { draftOfLinks, LinkData, linkMail } from "./account-link.ts";

/** Asks at a new address whether it is the player's. */
export const confirmEmailNotification = defineNotification({
  name: "confirm_email",
  audience: "player",
  category: "security",
  channels: ["mail"],
  events: [accountLinkMade],
  data: LinkData,
  draft: (events) => draftOfLinks(events, "change_email"),
  text: () => ({ variant: "asked", href: "/account" }),
  mail: linkMail("change_email"),
});
