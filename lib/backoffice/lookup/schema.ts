import { z } from "zod";
import { plainText } from "#lib/platform/commands/input.ts";

export const LookupInput = z.object({ text: plainText(80) });
export type LookupInput = z.input<typeof LookupInput>;

/** What staff can go to by a text. A kind that somebody may not see is empty. */
export type Lookup = {
  events: {
    id: string;
    name: string;
    competition: string;
    startsAt: Date;
    status: number;
    /** By staff: it can be resumed. */
    suspended: boolean;
  }[];
  competitions: { id: string; name: string; category: string; open: number }[];
  players: { id: string; email: string; displayName: string; status: string }[];
  bets: { id: string; playerEmail: string; event: string | null; status: string }[];
};
