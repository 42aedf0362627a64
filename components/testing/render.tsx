import { cleanup, render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import { en } from "#lib/i18n/messages/en/index.ts";
import { PriceTexts } from "../odds/price-texts.tsx";
import { RealtimeProvider } from "../realtime/provider.tsx";

afterEach(cleanup);

/** Renders as a page of the site does, in British English, without a connection. */
export const renderOnPage = (children: ReactNode) =>
  render(
    <NextIntlClientProvider messages={en} locale="en-GB" timeZone="Europe/Berlin">
      <RealtimeProvider address={{ port: 1 }}>
        <PriceTexts>{children}</PriceTexts>
      </RealtimeProvider>
    </NextIntlClientProvider>,
  );
