export * as tradingCommands from "./commands/index.ts";
export { moveOwnEvents } from "./own-events/close.ts";
export { openBetsOn } from "./own-events/event.ts";
export { expirePrices } from "./prices.ts";
export * from "./schema.ts";
