import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { countryOf } from "../../person/country.ts";
import { changePerson } from "../../person/person.ts";
import { PersonInput } from "../../person/schema.ts";

/** Changes the player's legal name and address. */
export const changeDetails = defineCommand({
  name: "identity.change_details",
  summary: "Changes the player's legal name and address. A verified name stays.",
  actor: "player",
  gate: null,
  input: PersonInput,
  refusals: { postcode_missing: 422, name_locked: 409 },
  run: async ({ input, actor, tx, onCommit }) => {
    const { playerId } = actor;
    const changed = await changePerson(tx, { playerId, country: await countryOf(playerId, tx) }, input);
    if (!changed.ok) return changed;
    onCommit(scheduleRelay);
    return { ok: true, value: null };
  },
});
