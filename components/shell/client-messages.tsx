"use client";

import { type Locale, NextIntlClientProvider } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Messages } from "#lib/i18n/messages/en/index.ts";

const read = new Map<string, Partial<Messages>>();

/** Read once for all requests on the server, where every page brings the same text. */
const messagesOf = (text: string): Partial<Messages> => {
  const known = read.get(text);
  if (known) return known;
  const messages = JSON.parse(text) as Partial<Messages>;
  if (typeof window === "undefined") read.set(text, messages);
  return messages;
};

/** What islands may say, as text that travels to the page as it is: an object would be walked over word by word on its way. */
export function ClientMessages({
  messages,
  locale,
  timeZone,
  children,
}: {
  messages: string;
  /** With its region: dates and amounts follow it. */
  locale: Locale;
  timeZone: string;
  children: ReactNode;
}) {
  const held = useMemo(() => messagesOf(messages), [messages]);
  return (
    <NextIntlClientProvider messages={held} locale={locale} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
