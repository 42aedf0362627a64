import { CURRENCY_CODES, type Currency } from "#lib/core/money.ts";
import { type Connection, statement, text } from "#lib/platform/database/statement.ts";

// The betting policy decides it, so that adding limits for a currency offers it without a release.
const offered = statement({
  name: "offered-currencies",
  text: "select currency from sportsbook_currency_view",
  params: [],
  row: { currency: text },
});

/** The currencies in which accounts are opened, bets and deposits taken. */
export const offeredCurrencies = async (client?: Connection): Promise<Currency[]> => {
  const codes = new Set((await offered.all([], client)).map(({ currency }) => currency));
  return CURRENCY_CODES.filter((code) => codes.has(code));
};

export const currencyOffered = async (currency: Currency, client?: Connection): Promise<boolean> =>
  (await offeredCurrencies(client)).includes(currency);
