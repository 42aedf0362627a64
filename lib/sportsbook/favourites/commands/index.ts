export { changeFavouritesCommand } from "./change-favourites.ts";
export { loadFavouritesQuery } from "./load-favourites.ts";
