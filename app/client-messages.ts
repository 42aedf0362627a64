import { getMessages } from "next-intl/server";
import type { Messages } from "#lib/i18n/messages/en/index.ts";

/** What islands on every page may say. An area with islands of its own nests a provider with `messagesFor`. */
const EVERYWHERE = [
  "common",
  "shell",
  "sportsbook",
  "markets",
  "betslip",
] as const satisfies (keyof Messages)[];

/** These areas of the reader's catalogue, for a NextIntlClientProvider. */
export const messagesFor = async (...areas: (keyof Messages)[]): Promise<Partial<Messages>> => {
  const all = await getMessages();
  return Object.fromEntries(areas.map((area) => [area, all[area]]));
};

export const clientMessages = (): Promise<Partial<Messages>> => messagesFor(...EVERYWHERE);
