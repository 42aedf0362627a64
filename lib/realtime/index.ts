export { balanceView } from "./player-topics.ts";
export { pollTopics } from "./poll.ts";
export * from "./schema.ts";
export { type RealtimeFigures, type RealtimeOptions, type RealtimeServer, startRealtime } from "./server.ts";
export { realtimeSubscriber } from "./subscriber.ts";
