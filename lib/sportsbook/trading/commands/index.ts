export { releasePrice } from "./release-price.ts";
export { setDefaults } from "./set-defaults.ts";
export { setEventLimits } from "./set-event-limits.ts";
export { setMargin } from "./set-margin.ts";
export { setMarketLimits } from "./set-market-limits.ts";
export { setMarketStatus } from "./set-market-status.ts";
export { setPrice } from "./set-price.ts";
