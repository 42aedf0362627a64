import { isCurrency, money } from "#lib/core/money.ts";
import { ODDS_SCALE, oddsText } from "#lib/core/odds.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { STAMP } from "#lib/i18n/time-format.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How the back office writes numbers and times, in the staff member's own time zone. */
export const makeFormat = (locale: string, timeZone: string) => {
  const stamp = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const minute = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const moment = new Intl.DateTimeFormat(locale, { ...STAMP, timeZone, weekday: "short" });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "2-digit", month: "short", year: "numeric" });
  const hour = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", hourCycle: "h23" });
  const whole = new Intl.NumberFormat(locale);
  const inCurrency = (minor: bigint, currency: string, signed: boolean): string =>
    isCurrency(currency) ? formatMoney(locale, money(currency, minor), { signed }) : `${minor} ${currency}`;
  return {
    money: (minor: bigint, currency: string) => inCurrency(minor, currency, false),
    /** With a plus where it is above zero: results, not amounts. */
    signed: (minor: bigint, currency: string) => inCurrency(minor, currency, true),
    number: (value: number | bigint) => whole.format(value),
    percent: (share: number, digits = 1) =>
      new Intl.NumberFormat(locale, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(share),
    /** Two decimals from 10 on, where a third adds nothing. */
    odds: (odds: bigint | null) =>
      odds === null ? "–" : oddsText(odds < ODDS_SCALE * 10n ? odds : odds - (odds % 100n)),
    stamp: (at: Date) => stamp.format(at),
    minute: (at: Date) => minute.format(at),
    clock: (at: Date) => clock.format(at),
    /** With everything that makes it unambiguous: weekday, year and time zone. */
    moment: (at: Date) => moment.format(at),
    day: (at: Date) => day.format(at),
    hour: (at: Date) => hour.format(at),
    age: (seconds: number) => {
      if (seconds < MINUTE) return `${Math.max(0, Math.round(seconds))} s`;
      if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
      return seconds < DAY ? `${Math.floor(seconds / HOUR)} h` : `${Math.floor(seconds / DAY)} d`;
    },
  };
};

export type Format = ReturnType<typeof makeFormat>;
