export { releasePrice } from "./release-price.ts";
export { setDefaults } from "./set-defaults.ts";
export { setMargin } from "./set-margin.ts";
export { setMarketStatus } from "./set-market-status.ts";
export { setPrice } from "./set-price.ts";
