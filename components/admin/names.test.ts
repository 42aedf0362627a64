import { createTranslator } from "next-intl";
import { expect, it } from "vitest";
import admin from "#lib/i18n/messages/en/admin.json" with { type: "json" };
import { storedReason, type Words } from "./names.ts";

const t = createTranslator({ locale: "en", messages: admin }) as unknown as Words;

it("words the code of a stored reason and leaves the note and what it does not know", () => {
  expect(storedReason(t, "palpable_error: price of another match")).toBe(
    "Palpable error: price of another match",
  );
  expect(storedReason(t, "price_check")).toBe("Price check");
  expect(storedReason(t, "feed_wrong")).toBe("Feed is wrong");
  expect(storedReason(t, "market_conditions")).toBe("Market conditions");
  expect(storedReason(t, "cleared: by phone")).toBe("cleared: by phone");
});
