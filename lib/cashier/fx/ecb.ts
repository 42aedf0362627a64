import { readFile } from "node:fs/promises";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isCurrency } from "#lib/core/money.ts";
import { importRates, type PublishedRate, type RateSource } from "#lib/ledger/index.ts";
import { env } from "#lib/platform/config/env.ts";

const BYTES_MAX = 1_000_000;
const TIMEOUT_MS = 10_000;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseAttributeValue: false,
  isArray: (name) => name === "Cube",
});

type Cube = { "@time"?: string; "@currency"?: string; "@rate"?: string; Cube?: Cube[] };

/** Around 16:00 in Frankfurt, when the bank publishes: in winter 15:00 UTC, in summer 14:00. The later, so that no rate is from the future. */
const PUBLISHED_AT = "T15:00:00Z";

/**
 * Reads the European Central Bank's file of reference rates (eurofxref-daily.xml, or one of its histories): units of each currency for one euro, by day.
 * Currencies that are not offered here are left out. Throws where it is no such file.
 */
export const readEcbRates = (text: string): PublishedRate[] => {
  if (text.length > BYTES_MAX) throw new Error("the file of rates is too large");
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error("the file of rates contains a document type");
  if (XMLValidator.validate(text) !== true) throw new Error("the file of rates is no XML");
  const days = ((parser.parse(text) as { Envelope?: { Cube?: Cube[] } }).Envelope?.Cube ?? []).flatMap(
    ({ Cube }) => Cube ?? [],
  );
  const rates = days.flatMap(({ "@time": day, Cube = [] }) => {
    const asOf = new Date(`${day ?? ""}${PUBLISHED_AT}`);
    if (Number.isNaN(asOf.getTime())) throw new Error("a day of the file of rates has no date");
    return Cube.flatMap(({ "@currency": quote = "", "@rate": rate = "" }): PublishedRate[] =>
      isCurrency(quote) ? [{ base: "EUR", quote, rate, asOf }] : [],
    );
  });
  if (rates.length === 0) throw new Error("the file of rates has no rate");
  return rates;
};

const load = async (where: string): Promise<string> => {
  if (!/^https?:/.test(where)) return readFile(where, "utf8");
  const answer = await fetch(where, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the file of rates answered ${answer.status}`);
  return answer.text();
};

const ecb = (where: string): RateSource => ({ id: "ecb", read: async () => readEcbRates(await load(where)) });

/** Imports what the European Central Bank has published, where the site is configured to. Returns how many rates were new. */
export const importEcbRates = async (): Promise<number> => {
  const { ECB_RATES: where } = env();
  return where ? importRates(ecb(where)) : 0;
};
