import type { Lookup } from "#lib/backoffice/schema.ts";
import { matchesWords } from "../match-words.ts";

export type PalettePage = { id: string; label: string; href: string };

export type Group = "actions" | "pages" | "events" | "competitions" | "players" | "bets";

type PaletteCommand = "suspend" | "resume";

export type PaletteItem = { id: string; group: Group; label: string; hint: string } & (
  | { href: string }
  | { act: { command: PaletteCommand; id: string; name: string } }
);

const PAGES_MAX = 6;
const COMMAND = /^(suspend|resume)(?:\s+(.*))?$/i;

/** "suspend kenya" as a command and what it is about; without a command, the text itself. */
export const readTyped = (typed: string): { command: PaletteCommand | null; text: string } => {
  const text = typed.trim();
  const [, command, rest = ""] = COMMAND.exec(text) ?? [];
  return command ? { command: command.toLowerCase() as PaletteCommand, text: rest } : { command: null, text };
};

/** Pages of whose name each word of the text begins a word. */
export const pagesFor = (pages: readonly PalettePage[], text: string): PalettePage[] =>
  pages.filter(({ label }) => matchesWords(text, label));

type Words = {
  command: (command: PaletteCommand, name: string) => string;
  event: (event: Lookup["events"][number]) => string;
  competition: (open: number) => string;
};

const actionsOf = (found: Lookup, asked: PaletteCommand | null, say: Words): PaletteItem[] =>
  found.events.flatMap(({ id, name, competition, suspended }) => {
    const command: PaletteCommand = suspended ? "resume" : "suspend";
    if (asked !== null && asked !== command) return [];
    return {
      id: `${command}:${id}`,
      group: "actions" as const,
      label: say.command(command, name),
      hint: competition,
      act: { command, id, name },
    };
  });

/** What to offer for the text, in the order of the list. Actions come first where a command asks for them, and last otherwise. */
export const paletteItems = (
  typed: string,
  pages: readonly PalettePage[],
  found: Lookup | null,
  maySuspend: boolean,
  say: Words,
): PaletteItem[] => {
  const { command, text } = readTyped(typed);
  const actions = found && maySuspend && text !== "" ? actionsOf(found, command, say) : [];
  if (command !== null && maySuspend) return actions;
  const listed: PaletteItem[] = pagesFor(pages, text)
    .slice(0, text === "" ? pages.length : PAGES_MAX)
    .map(({ id, label, href }) => ({ id: `page:${id}`, group: "pages", label, hint: "", href }));
  if (!found || text === "") return listed;
  return [
    ...listed,
    ...found.events.map((event) => ({
      id: `event:${event.id}`,
      group: "events" as const,
      label: event.name,
      hint: say.event(event),
      href: `/admin/trading/${encodeURIComponent(event.id)}`,
    })),
    ...found.competitions.map(({ id, name, category, open }) => ({
      id: `competition:${id}`,
      group: "competitions" as const,
      label: name,
      hint: `${category} · ${say.competition(open)}`,
      href: `/admin/trading?competition=${encodeURIComponent(id)}`,
    })),
    ...found.players.map(({ id, email, displayName }) => ({
      id: `player:${id}`,
      group: "players" as const,
      label: email,
      hint: displayName,
      href: `/admin/players/${id}`,
    })),
    ...found.bets.map(({ id, playerEmail, event }) => ({
      id: `bet:${id}`,
      group: "bets" as const,
      label: id.slice(-12),
      hint: [event, playerEmail].filter(Boolean).join(" · "),
      href: `/admin/bets/${id}`,
    })),
    ...actions.slice(0, 2),
  ];
};
