import { NextIntlClientProvider } from "next-intl";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import type { SettlementCase } from "#lib/backoffice/schema.ts";
import { en } from "#lib/i18n/messages/en/index.ts";
import { makeFormat } from "../format.ts";
import { actionOf, type Draft } from "./draft.ts";
import { CancelWindow } from "./window.tsx";

const ZONE = "America/New_York";
const draft: Draft = {
  kind: "cancel",
  outcomes: [],
  beforeTheEnd: false,
  windowed: true,
  from: "2026-11-12T18:30:05",
  to: "",
  cancelId: "",
};

it("shows the chosen time in the date format of the site, with its time zone", () => {
  const shown = renderToString(
    <NextIntlClientProvider locale="en-GB" messages={{ admin: en.admin }} timeZone={ZONE}>
      <CancelWindow
        change={() => undefined}
        draft={draft}
        format={makeFormat("en-GB", ZONE)}
        timeZone={ZONE}
      />
    </NextIntlClientProvider>,
  );
  expect(shown).toContain("Thu, 12 Nov 2026, 18:30:05 GMT-5");
  expect(shown).toContain("Until now");
});

it("takes what is typed by the clocks of the staff member's zone, whatever the device's", () => {
  const action = actionOf(draft, { entries: [] } as unknown as SettlementCase, ZONE);
  expect(action).toEqual({ kind: "cancel", startsAt: Date.parse("2026-11-12T23:30:05Z"), endsAt: null });
});
