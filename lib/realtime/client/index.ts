export type { BalanceView, BetNotice, PlayerNotice, StaffNotice } from "../protocol.ts";
export { eventTopic, LIVE_TOPIC, playerTopic, STAFF_TOPIC } from "../protocol.ts";
export type { Direction, HeldEvent, Highlight } from "./book.ts";
export type { Connection, ConnectionOptions } from "./connection.ts";
export type { Poll } from "./polling.ts";
export { type ConnectionState, createStore, type Price, type PriceStatus, type Store } from "./store.ts";
