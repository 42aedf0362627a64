import type { Visitor } from "../testing/site.ts";
import { acceptedOf } from "./bettors.ts";
import type { World } from "./checks.ts";
import type { Journal } from "./journal.ts";

/** What staff do meanwhile, through the commands of the back office. A lost answer is not asked for again. */
export const openDesk = (staff: Visitor, journal: Journal, world: World) => {
  const does = async <Answer extends { ok: boolean }>(
    what: string,
    about: object,
    work: () => Promise<Answer>,
  ): Promise<boolean> => {
    journal.note(`staff: ${what}`, about);
    try {
      const answer = await work();
      journal.note("staff: told", { what, ...about, answer });
      return answer.ok;
    } catch (error) {
      journal.note("staff: lost", { what, ...about, reason: (error as Error).message });
      return false;
    }
  };

  const stopped = new Set<string>();
  return {
    /** Voids the accepted bet of this number, counted round. */
    voidOne: async (nth: number): Promise<void> => {
      const accepted = world.bets.flatMap((wish) => acceptedOf(wish)?.id ?? []);
      const betId = accepted[nth % Math.max(1, accepted.length)];
      if (!betId) return;
      if (!world.voids.has(betId)) world.voids.set(betId, false);
      const input = { betId, reason: "technical", note: "simulation" } as const;
      if (await does("void", input, () => staff.command("bet.void", input))) world.voids.set(betId, true);
    },
    suspend: async (id: string): Promise<void> => {
      const where = { scope: "event", id } as const;
      const input = { where, reason: "integrity", note: "simulation" } as const;
      stopped.add(id);
      await does("suspend", where, () => staff.command("betting.suspend", input));
    },
    /** Lets every event go that was stopped here. */
    resume: async (): Promise<void> => {
      for (const id of stopped) {
        const where = { scope: "event", id } as const;
        if (await does("resume", where, () => staff.command("betting.resume", { where, note: "simulation" })))
          stopped.delete(id);
      }
    },
  };
};
