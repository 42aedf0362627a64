import "server-only";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { statement, statementBatches } from "#lib/cashier/index.ts";
import type { StatementLine, StatementQuery } from "#lib/cashier/schema.ts";
import { zoneName } from "#lib/i18n/time-format.ts";
import { writePdf } from "#lib/platform/pdf/write-pdf.ts";
import type { SignedInPlayer } from "#lib/players/schema.ts";
import { codesOf, STATEMENT_KINDS } from "#lib/processes/index.ts";
import { contextOf } from "../../../session.ts";
import { statementDocument } from "../document.ts";
import { wordLines } from "../lines.ts";

/** About three hundred pages: the whole document is held in memory while it is written. */
export const PDF_LINES_MAX = 10_000;

const DAY_MS = 86_400_000;
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

/** The player's statement of a period as PDF; null where it has too many lines for one. */
export const statementPdf = async (
  player: SignedInPlayer,
  { kind, from, to }: Pick<StatementQuery, "kind" | "from" | "to">,
): Promise<Buffer | null> => {
  const { currency, email, id, settings } = player;
  const { timeZone } = settings;
  const ctx = contextOf(player);
  const newest: StatementLine[] = [];
  const filter = { codes: codesOf(kind), from, to, before: null };
  for await (const batch of statementBatches(ctx, filter, timeZone)) {
    newest.push(...batch);
    if (newest.length > PDF_LINES_MAX) return null;
  }
  const lines = newest.toReversed();
  const end = from === null ? null : dayBefore(from);
  const [t, format, locale, words, earlier] = await Promise.all([
    getTranslations("statement"),
    getFormatter(),
    getLocale(),
    wordLines(id, lines),
    end === null ? null : statement(ctx, { codes: null, from: null, to: end, before: null }, timeZone, 1),
  ]);
  const day = (of: string) =>
    format.dateTime(new Date(`${of}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  const time = (at: Date) =>
    format.dateTime(at, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone });
  return writePdf(
    statementDocument(t, {
      account: { id, email, currency },
      locale,
      period: t("document.period", {
        from: from ? day(from) : "none",
        to: to ? day(to) : "none",
        has: from ? (to ? "both" : "from") : to ? "to" : "none",
      }),
      zone: zoneName(locale, timeZone),
      made: time(ctx.clock.now()),
      kind,
      lines,
      words,
      kinds: new Map(
        STATEMENT_KINDS.filter((each) => each !== "all").map((each) => [each, codesOf(each) ?? []]),
      ),
      before: earlier?.lines[0]?.balanceAfter ?? 0n,
      time,
    }),
  );
};
