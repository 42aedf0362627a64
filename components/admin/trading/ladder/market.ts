import type { DeskLimits, DeskMarket } from "#lib/backoffice/schema.ts";
import type { Currency } from "#lib/core/money.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import type { Format } from "../../format.ts";
import { marketName, outcomeName, type Translate } from "../../names.ts";
import type { SettleActions } from "../../settle/settle-button.tsx";
import type { LimitActions } from "../limits-control.tsx";
import type { MarketSettingsActions } from "../market-settings.tsx";
import type { OutcomesActions } from "../own/edit-outcomes.tsx";
import type { PriceActions } from "../price-control.tsx";
import { suspendable } from "../suspendable.ts";

export type DeskActions = SettleActions &
  PriceActions &
  MarketSettingsActions &
  LimitActions &
  OutcomesActions;

/** What every part of the ladder needs. */
export type LadderPage = {
  t: Translate;
  format: Format;
  currency: Currency;
  timeZone: string;
  sportId: string;
  participants: readonly string[];
  /** The event, its sport, its feed or all betting is suspended, and so is each market. */
  suspendedAbove: boolean;
  /** Of the event, beside each market's own. */
  limits: DeskLimits;
  actions: DeskActions;
};

export const isUndecided = ({ status }: DeskMarket): boolean => status > MARKET_STATUS.settled;

export const nameOf = ({ t, sportId, participants }: LadderPage, market: DeskMarket): string =>
  marketName(t, { ...market, sportId, participants });

export const pickName = ({ t, sportId, participants }: LadderPage, market: DeskMarket, key: string): string =>
  outcomeName(t, { ...market, sportId, participants }, key);

export const suspendedByStaff = ({ suspensions }: DeskMarket): boolean =>
  suspensions.some(({ source }) => source === "staff");

/** Manual prices and the feed's make a book under 100 % together. */
export const isUnsafe = (market: DeskMarket): boolean =>
  isUndecided(market) &&
  market.feedStatus === MARKET_STATUS.active &&
  market.status === MARKET_STATUS.suspended;

/** Spread on the row or the sheet of a market: the key that suspends it looks there. */
export const suspendableMarket = (page: LadderPage, market: DeskMarket): Record<string, string> =>
  isUndecided(market) && !suspendedByStaff(market)
    ? suspendable({ scope: "market", id: market.id, name: nameOf(page, market) })
    : {};
