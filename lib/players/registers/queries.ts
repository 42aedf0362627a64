import { z } from "zod";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { int4, json, only, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { sourceOf } from "./configured.ts";
import { compareLists, removesMany } from "./lists.ts";
import { type DraftView, REGISTERS, type RegisterView } from "./schema.ts";
import { isTooOld } from "./uploaded.ts";

const FAULTS = z.array(z.object({ line: z.number(), problem: z.enum(["header", "line", "date", "empty"]) }));

// Of each register: the list in force, the draft, and the last upload, which says whether a file was refused since.
const newest = statement({
  text: `
    select distinct on (l.register, l.state) l.id, l.register, l.state, l.people, l.faults, l.faulty, s.display_name as by, l.uploaded_at as at
      from register_list l join staff_account s on s.id = l.uploaded_by
     where l.state in ('in_force', 'draft', 'refused')
     order by l.register, l.state, l.uploaded_at desc`,
  params: [],
  row: {
    id: uuid,
    register: text,
    state: only(text, z.enum(["in_force", "draft", "refused"])),
    people: int4,
    faults: json(FAULTS),
    faulty: int4,
    by: text,
    at: timestamptz,
  },
});

/** Every register: how it is asked, its list in force, the one that waits, and why the last file was refused. */
export const registerViews = async (): Promise<RegisterView[]> => {
  const [lists, now] = await Promise.all([newest.all([]), databaseNowMs()]);
  return Promise.all(
    REGISTERS.map(async (register): Promise<RegisterView> => {
      const one = (state: (typeof lists)[number]["state"]) =>
        lists.find((list) => list.register === register && list.state === state) ?? null;
      const [inForce, draft, refused] = [one("in_force"), one("draft"), one("refused")];
      const isNewest = refused && [inForce, draft].every((list) => !list || list.at < refused.at);
      return {
        register,
        source: sourceOf(register),
        inForce: inForce && { ...inForce, tooOld: isTooOld(inForce.at, now) },
        draft: draft && (await draftView(draft, inForce)),
        refused: isNewest ? refused : null,
      };
    }),
  );
};

type Listed = { id: string; people: number; by: string; at: Date };

const draftView = async (draft: Listed, inForce: Listed | null): Promise<DraftView> => {
  const counts = await compareLists(draft.id, inForce?.id ?? null);
  return { ...draft, ...counts, needsApproval: removesMany(counts.removed, inForce?.people ?? 0) };
};
