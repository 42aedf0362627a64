import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { defineQuery } from "#lib/players/index.ts";
import { favouritesOf } from "../favourites.ts";

/** The favourites that the player marked on any device. */
export const loadFavouritesQuery = defineQuery({
  name: "favourites.load",
  summary: "The player's favourite competitions, competitors and markets.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  run: async ({ actor }) => accept(await favouritesOf(actor.playerId)),
});
