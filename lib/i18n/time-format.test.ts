import { expect, it } from "vitest";
import { zoneName } from "./time-format.ts";

it.each([
  ["Europe/London", "UK time"],
  ["Europe/Berlin", "Central European Time"],
  ["America/New_York", "Eastern Time"],
  ["UTC", "UTC"],
])("calls %s %s", (timeZone, name) => {
  expect(zoneName("en-GB", timeZone)).toBe(name);
});
