import { accept } from "#lib/core/result.ts";
import { defineCommand } from "#lib/players/index.ts";
import { changeFavourites } from "../favourites.ts";
import { ChangeFavouritesInput } from "../schema.ts";

/** Marks and unmarks favourites, for all devices of the player. */
export const changeFavouritesCommand = defineCommand({
  name: "favourites.change",
  summary: "Marks competitions, competitors and markets as favourites, or no longer.",
  actor: "player",
  gate: null,
  input: ChangeFavouritesInput,
  refusals: {},
  // One statement.
  transaction: "own",
  run: async ({ input, actor }) => accept(await changeFavourites(actor.playerId, input)),
});
