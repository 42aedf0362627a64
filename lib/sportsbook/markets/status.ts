/** Market status codes of the field's feeds. */
export const MARKET_STATUS = {
  active: 1,
  inactive: 0,
  suspended: -1,
  handedOver: -2,
  settled: -3,
  cancelled: -4,
} as const;

export type MarketStatus = (typeof MARKET_STATUS)[keyof typeof MARKET_STATUS];

/** Has prices, whether they can be bet on or are suspended. */
export const isOpenMarket = (status: number): boolean =>
  status === MARKET_STATUS.active || status === MARKET_STATUS.suspended;
