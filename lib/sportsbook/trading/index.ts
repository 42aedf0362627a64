export { expireBoosts } from "./boosts/boosts.ts";
export { boosts, boostTarget } from "./boosts/queries.ts";
export * as tradingCommands from "./commands/index.ts";
export { moveOwnEvents } from "./own-events/close.ts";
export { seedOutrights } from "./own-events/demo.ts";
export { type EntryChoices, entryChoices, type OwnEvent, ownEvent } from "./own-events/form.ts";
export { expirePrices } from "./prices.ts";
export * from "./schema.ts";
