import { z } from "zod";
import { uuidText } from "#lib/platform/commands/input.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";

export const REGISTERS = [
  "gamstop",
  "oasis",
  "rgiaj",
  "cruks",
  "spelpaus",
] as const satisfies readonly ExclusionRegister[];

export const DiscardListInput = z.object({ listId: uuidText() });

/** `replaces`: the list in force that the viewer compared it with, empty where there was none. */
export const ApplyListInput = DiscardListInput.extend({ replaces: z.union([uuidText(), z.literal("")]) });
export type ApplyListInput = z.output<typeof ApplyListInput>;

/** What is wrong with a line. `empty`: the list names nobody, which no register's does. */
export type ListProblem = "header" | "line" | "date" | "empty";
export type ListFault = { line: number; problem: ListProblem };

/** It is in force, replaced or discarded by now, or never was. */
export type ListOver = { code: "list_over" };
export type ListRefusal =
  | ListOver
  /** Another list came into force since the viewer looked. */
  | { code: "list_changed" };

/** How a register is asked: `upload` by a list that staff upload. */
export type RegisterSource = "service" | "file" | "upload" | "simulator" | "none";

export type ListView = { id: string; people: number; by: string; at: Date };

/** A list that waits to come into force, beside the one that is. */
export type DraftView = ListView & {
  /** Named without an end, and named until a day that is over. */
  noEnd: number;
  over: number;
  /** Excluded by this list and not by the one in force, and the other way round. */
  added: number;
  removed: number;
  /** A second person has to approve it, because so many would be let in again. */
  needsApproval: boolean;
};

export type RegisterView = {
  register: ExclusionRegister;
  source: RegisterSource;
  inForce: (ListView & { tooOld: boolean }) | null;
  draft: DraftView | null;
  /** The newest file, where it could not be read. */
  refused: { by: string; at: Date; faulty: number; faults: ListFault[] } | null;
};
