export * as favouriteCommands from "./commands/index.ts";
export * from "./favourites.ts";
export * from "./schema.ts";
