import {
  marketFamilyName,
  momentName,
  type NamedMarket,
  outcomeName as playersOutcomeName,
  type SportTranslator,
  reasonName as sportReasonName,
} from "#lib/i18n/market-names.ts";
import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers, type WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import { type Moment, SPORT_VIEWS, type SportViews } from "#lib/sportsbook/sports/schema.ts";

/** Translates keys of the `admin` namespace that come from data. A code without a translation is shown as it is. */
export type Translate = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
};

/** The sports' names, which staff read as players do. */
const sportTranslator = (t: Translate): SportTranslator => {
  const say = (key: string, values?: Record<string, string | number>) => t(`sports.${key}`, values);
  return Object.assign(say, { has: (key: string) => t.has(`sports.${key}`) }) as unknown as SportTranslator;
};

/** A market as staff's pages know it. */
export type StaffMarket = {
  /** Absent where it is not known: market types of one id are named as the first sport's then. */
  sportId?: string | null | undefined;
  marketType: string;
  specifiers: string;
  participants?: readonly string[] | null | undefined;
  written?: WrittenMarket | null | undefined;
};

const named = (t: Translate, { sportId, participants, ...market }: StaffMarket): NamedMarket => ({
  ...market,
  sportId: sportId ?? undefined,
  participants: participants ?? [t("sports.home"), t("sports.away")],
});

/** What players read above all lines of a market. */
export const familyName = (t: Translate, market: StaffMarket): string => {
  const name = marketFamilyName(sportTranslator(t), named(t, market));
  return name === t("sports.other") ? market.marketType : name;
};

/** What players read, with its line. */
export const marketName = (t: Translate, market: StaffMarket): string => {
  const { marketType, specifiers } = market;
  const name = marketFamilyName(sportTranslator(t), named(t, market));
  if (name === t("sports.other")) return specifiers ? `${marketType} ${specifiers}` : marketType;
  const { total, handicap } = parseSpecifiers(specifiers);
  return `${name} ${total ?? handicap ?? ""}`.trim();
};

/** "Kenya", "Over 2.5", "Kenya or draw", "2–1". */
export const outcomeName = (t: Translate, market: StaffMarket, key: string): string =>
  playersOutcomeName(sportTranslator(t), named(t, market), key);

/** The text of a suspension's reason, whatever its source. */
export const reasonName = (t: Translate, reason: string): string => {
  if (t.has(`suspensionReason.${reason}`)) return t(`suspensionReason.${reason}`);
  const ofSport = sportReasonName(sportTranslator(t), undefined, reason) ?? reason;
  return ofSport.charAt(0).toUpperCase() + ofSport.slice(1);
};

/** How far an event in play is. */
export const momentText = (t: Translate, sportId: string, moment: Moment): string =>
  "text" in moment ? moment.text : momentName(sportTranslator(t), sportId, moment);

const REASONS = [
  "suspensionReason",
  "voidReason",
  "settlementReason",
  "policy.reason",
  "resetFactors.proof",
  "payments.reason",
] as const;

/** A stored reason, "palpable_error: price of another match", with its code as text. */
export const storedReason = (t: Translate, text: string): string => {
  const [code = ""] = text.split(":", 1);
  const key = REASONS.map((namespace) => `${namespace}.${code}`).find((name) => t.has(name));
  return key ? `${t(key)}${text.slice(code.length)}` : text;
};

/** The score as the sport reads it; null without a score, or if the sport has no folder. */
export const boardOf = (
  sportId: string,
  stored: unknown,
): { sport: SportViews; score: EventScore } | null => {
  const sport = SPORT_VIEWS.find(({ id }) => id === sportId);
  const score = stored as EventScore | null;
  return sport && score && Object.keys(score).length > 0 ? { sport, score } : null;
};

/** "1–0", or nothing before the start. */
export const scoreText = (sportId: string, stored: unknown): string => {
  const board = boardOf(sportId, stored);
  return board?.sport.summary(board.score)?.text ?? "";
};
