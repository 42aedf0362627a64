import { getLocale, getMessages } from "next-intl/server";
import type { Messages } from "#lib/i18n/messages/en/index.ts";

/**
 * Messages of client components on every page. An area with its own client components nests a provider with
 * `messagesFor`.
 */
const EVERYWHERE = [
  "common",
  "shell",
  "sportsbook",
  "markets",
  "sports",
  "betslip",
  "bets",
  "play",
] as const satisfies (keyof Messages)[];

/** These areas of the viewer's catalogue, for a NextIntlClientProvider. */
export const messagesFor = async (...areas: (keyof Messages)[]): Promise<Partial<Messages>> => {
  const all = await getMessages();
  return Object.fromEntries(areas.map((area) => [area, all[area]]));
};

const texts = new Map<string, string>();

/** Of every page, as text for `Words`. */
export const clientMessages = async (): Promise<string> => {
  const locale = await getLocale();
  const known = texts.get(locale);
  if (known) return known;
  const text = JSON.stringify(await messagesFor(...EVERYWHERE));
  texts.set(locale, text);
  return text;
};
