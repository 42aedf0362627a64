export { applyListCommand } from "./apply-list.ts";
export { discardListCommand } from "./discard-list.ts";
