export { betOutcomeQuery } from "./bet-outcome.ts";
export { cashOutCommand } from "./cash-out.ts";
export { cashOutsQuery } from "./cash-outs.ts";
export { loadDraftSlipQuery } from "./load-draft-slip.ts";
export { placeBetCommand } from "./place-bet.ts";
export { quoteBuilderCommand } from "./quote-builder.ts";
export { saveDraftSlipCommand } from "./save-draft-slip.ts";
export { setAutoCashOutCommand } from "./set-auto-cash-out.ts";
