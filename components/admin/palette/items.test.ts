import { describe, expect, it } from "vitest";
import type { Lookup } from "#lib/backoffice/schema.ts";
import { pagesFor, paletteItems, readTyped } from "./items.ts";

const PAGES = [
  { id: "trading", label: "Trading", href: "/admin/trading" },
  { id: "reconciliation", label: "Payments: Reconciliation", href: "/admin/payments/reconciliation" },
];

const event = (id: string, suspended = false): Lookup["events"][number] => ({
  id,
  name: `Home – ${id}`,
  competition: "League",
  startsAt: new Date(0),
  status: 1,
  suspended,
});

const FOUND: Lookup = {
  events: [event("a"), event("b", true)],
  competitions: [{ id: "c/1", name: "League", category: "Kenya", open: 3 }],
  players: [{ id: "p", email: "ann@example.com", displayName: "Ann", status: "active" }],
  bets: [
    {
      id: "0196f2aa-0000-7000-8000-abcdefabcdef",
      playerEmail: "ann@example.com",
      event: null,
      status: "open",
    },
  ],
};

const SAY = {
  command: (command: string, name: string) => `${command} ${name}`,
  event: ({ competition }: Lookup["events"][number]) => competition,
  competition: (open: number) => `${open} open`,
};

const ids = (typed: string, found: Lookup | null = FOUND, maySuspend = true) =>
  paletteItems(typed, PAGES, found, maySuspend, SAY).map(({ id }) => id);

describe("what is typed", () => {
  it.each([
    ["suspend kenya", { command: "suspend", text: "kenya" }],
    ["  Resume   Kenya – Guatemala ", { command: "resume", text: "Kenya – Guatemala" }],
    ["suspend", { command: "suspend", text: "" }],
    ["suspended", { command: null, text: "suspended" }],
    ["kenya", { command: null, text: "kenya" }],
  ])("reads %j", (typed, read) => {
    expect(readTyped(typed)).toEqual(read);
  });

  it("finds pages by the beginnings of their words, in any order", () => {
    const found = (text: string) => pagesFor(PAGES, text).map(({ id }) => id);
    expect([found("rec pay"), found("TRÁD"), found("econ"), found("")]).toEqual([
      ["reconciliation"],
      ["trading"],
      [],
      ["trading", "reconciliation"],
    ]);
  });
});

describe("the palette", () => {
  it("lists all pages before anything is typed, and offers no action", () => {
    expect(ids("")).toEqual(["page:trading", "page:reconciliation"]);
  });

  it("lists what was found with what can be done about it", () => {
    expect(ids("league")).toEqual([
      "event:a",
      "event:b",
      "competition:c/1",
      "player:p",
      "bet:0196f2aa-0000-7000-8000-abcdefabcdef",
      "suspend:a",
      "resume:b",
    ]);
  });

  it("leads to the page of each, safe in an address, and names a bet by its reference", () => {
    const items = paletteItems("league", PAGES, FOUND, true, SAY);
    expect(items.find(({ group }) => group === "competitions")).toMatchObject({
      href: "/admin/trading?competition=c%2F1",
      hint: "Kenya · 3 open",
    });
    expect(items.find(({ group }) => group === "bets")).toMatchObject({ label: "abcdefabcdef" });
  });

  it("offers only what a command asks for and can be done", () => {
    expect(ids("suspend home")).toEqual(["suspend:a"]);
    expect(ids("resume home")).toEqual(["resume:b"]);
    expect(ids("suspend")).toEqual([]);
  });

  it("offers no action to those who may not suspend", () => {
    expect(ids("league", FOUND, false).filter((id) => /^(suspend|resume):/.test(id))).toEqual([]);
    expect(ids("suspend home", FOUND, false).filter((id) => /^(suspend|resume):/.test(id))).toEqual([]);
  });
});
