import { accountLinkMade } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";
import { draftOfLinks, LinkData, linkMail } from "./account-link.ts";

/** Asks a player to show that mail to the address arrives. */
export const verifyEmailNotification = defineNotification({
  name: "verify_email",
  audience: "player",
  category: "security",
  channels: ["mail"],
  events: [accountLinkMade],
  data: LinkData,
  draft: (events) => draftOfLinks(events, "verify_email"),
  text: () => ({ variant: "asked", href: "/account" }),
  mail: linkMail("verify_email"),
});
