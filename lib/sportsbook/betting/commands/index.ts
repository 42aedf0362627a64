export { betOutcomeQuery } from "./bet-outcome.ts";
export { loadDraftSlipQuery } from "./load-draft-slip.ts";
export { placeBetCommand } from "./place-bet.ts";
export { saveDraftSlipCommand } from "./save-draft-slip.ts";
