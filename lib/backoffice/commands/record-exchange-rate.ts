import { rateOf } from "#lib/core/exchange.ts";
import { refuse } from "#lib/core/result.ts";
import { importRates, latestRates } from "#lib/ledger/index.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { defineCommand } from "#lib/players/index.ts";
import { policyWrite } from "#lib/sportsbook/permissions.ts";
import { rateJumps } from "../approvals/second-person.ts";
import { type ExchangeRateRefusal, RecordExchangeRateInput } from "../schema.ts";

/** Records what one unit of a currency is worth in another as of now, as staff read it somewhere. */
export const recordExchangeRate = defineCommand({
  name: "rate.record",
  summary: "Records an exchange rate as of now.",
  actor: "staff",
  permission: policyWrite,
  input: RecordExchangeRateInput,
  refusals: { rate_invalid: 422, same_currency: 422 },
  audit: ({ base, quote }) => ({ subject: `exchange_rate:${base}/${quote}` }),
  fourEyes: async (input) =>
    (await rateJumps(input)) ? { subject: `exchange_rate:${input.base}/${input.quote}` } : null,
  run: async ({ input: { base, quote, rate }, tx }): Promise<Outcome<null, ExchangeRateRefusal>> => {
    if (base === quote) return refuse({ code: "same_currency" });
    if (!rateOf(rate)) return refuse({ code: "rate_invalid" });
    const before = (await latestRates(tx)).find((row) => row.base === base && row.quote === quote);
    const asOf = new Date(Math.floor(await databaseNowMs()));
    await importRates({ id: "manual", read: async () => [{ base, quote, rate, asOf }] }, tx);
    return changed(null, { before: before && { rate: before.rate, source: before.source }, after: { rate } });
  },
});
