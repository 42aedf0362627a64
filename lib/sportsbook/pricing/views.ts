// Safe in the browser: how a market stands on a score, by the very rules that settle it.
export { marketResults } from "./football/results.ts";
