import { z } from "zod";
import { canBeFavourite, FAVOURITE_KINDS, FAVOURITES_MAX } from "./views.ts";

export * from "./views.ts";

const FavouriteInput = z.object({
  kind: z.enum(FAVOURITE_KINDS),
  subject: z.string().refine(canBeFavourite),
});

/** What is marked from now on, and what no longer is. */
export const ChangeFavouritesInput = z.object({
  add: z.array(FavouriteInput).max(2 * FAVOURITES_MAX),
  remove: z.array(FavouriteInput).max(2 * FAVOURITES_MAX),
});
export type ChangeFavouritesInput = z.output<typeof ChangeFavouritesInput>;
