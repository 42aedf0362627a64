import { expect, it } from "vitest";
import { readViews, VIEWS_MAX, writeViews } from "./views.ts";

it("reads what it wrote, whatever the name", () => {
  const views = [
    { name: "Late = risky | 50%", query: "show=live&order=byRisk&q=m%C3%BCnchen" },
    { name: "Tennis, today", query: "sport=tennis" },
  ];
  expect(readViews(writeViews(views))).toEqual(views);
});

it("leaves out what is no view", () => {
  expect(readViews(undefined)).toEqual([]);
  expect(readViews("|=show%3Dlive|Live=|%E0%A4=x|Ok=show%3Dlive")).toEqual([
    { name: "Ok", query: "show=live" },
  ]);
  expect(readViews(`${"x".repeat(31)}=show%3Dlive`)).toEqual([]);
  expect(readViews(Array.from({ length: 20 }, (_, n) => `V${n}=q%3D${n}`).join("|"))).toHaveLength(VIEWS_MAX);
});
