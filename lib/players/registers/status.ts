import { z } from "zod";
import { askRegister, type Register, RegisterUnavailable } from "./register.ts";

const Answer = z.object({ excluded: z.boolean(), reference: z.string().max(200).nullish() });

/**
 * A status query as OASIS, Cruks, Spelpaus and RGIAJ have it: one person a request, yes or no. Their interfaces are given to licensed operators
 * only, so this is the common shape, not one of theirs: POST of JSON `{ firstName, lastName, birthDate }` with a bearer key, answered by
 * `{ excluded, reference }`. A gateway of the operator translates it (docs/operations/exclusion-registers.md).
 */
export const statusRegister = (id: Register["id"], url: string, key: string): Register => ({
  id,
  needs: ["firstName", "lastName"],
  batchMax: 1,
  ask: async ([person]) => {
    if (!person) return [];
    const { firstName, lastName, birthDate } = person;
    const response = await askRegister(url, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ firstName, lastName, birthDate }),
    });
    const read = Answer.safeParse(await response.json().catch(() => null));
    if (!read.success) throw new RegisterUnavailable("the register gave no answer");
    const { excluded, reference = null } = read.data;
    return [{ answer: excluded ? "excluded" : "clear", reference }];
  },
});
