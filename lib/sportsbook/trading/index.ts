export * as tradingCommands from "./commands/index.ts";
export { expirePrices } from "./prices.ts";
export * from "./schema.ts";
