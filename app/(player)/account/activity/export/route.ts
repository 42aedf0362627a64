import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { activity, csvHead, csvRecord } from "#lib/cashier/index.ts";
import {
  type ActivityPart,
  type ActivityPeriod,
  ActivityQuery,
  activityPeriod,
} from "#lib/cashier/schema.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import { dayOf } from "#lib/core/zoned-time.ts";
import { zoneName } from "#lib/i18n/time-format.ts";
import { takeRate } from "#lib/platform/http/rate-limit.ts";
import { writePdf } from "#lib/platform/pdf/write-pdf.ts";
import type { SignedInPlayer } from "#lib/players/schema.ts";
import { contextOf, currentPlayer } from "../../../../session.ts";
import { activityDocument } from "../document.ts";
import { partNames } from "../part-name.ts";

const PDF_RATE = { name: "activity-pdf", points: 20, durationSeconds: 600 };

const asCsv = async ({ currency }: SignedInPlayer, { by }: ActivityPeriod, parts: ActivityPart[]) => {
  const t = await getTranslations("activity");
  const text = (minor: bigint) => toDecimalText(money(currency, minor));
  const records = parts.map(({ start, staked, returned, deposited, withdrawn, minutes }) =>
    csvRecord([
      start,
      text(staked),
      text(returned),
      text(returned - staked),
      text(deposited),
      text(withdrawn),
      currency,
      String(minutes),
    ]),
  );
  const head = [
    t(`unit.${by}`),
    ...(["staked", "returned", "net", "deposited", "withdrawn", "currency", "minutes"] as const).map((name) =>
      t(name),
    ),
  ];
  return csvHead(head) + records.join("");
};

const asPdf = async (player: SignedInPlayer, { from, to, by }: ActivityPeriod, parts: ActivityPart[]) => {
  const { currency, email, id, settings } = player;
  const { timeZone } = settings;
  const [t, format, locale] = await Promise.all([getTranslations("activity"), getFormatter(), getLocale()]);
  const day = partNames(t, format, "day");
  return new Uint8Array(
    await writePdf(
      activityDocument(t, {
        account: { id, email, currency },
        locale,
        period: t("document.period", { from: day(from), to: day(to) }),
        zone: zoneName(locale, timeZone),
        made: format.dateTime(contextOf(player).clock.now(), { dateStyle: "medium", timeZone }),
        by,
        parts,
        partName: partNames(t, format, by),
      }),
    ),
  );
};

/**
 * The player's activity for the period of the page, summed by the database: as CSV (RFC 4180, UTF-8 with its mark), or with `format=pdf` as a
 * document.
 */
export async function GET(request: Request): Promise<Response> {
  const player = await currentPlayer();
  if (!player) return new Response(null, { status: 401 });
  const { searchParams } = new URL(request.url);
  const isPdf = searchParams.get("format") === "pdf";
  const free = isPdf ? await takeRate(PDF_RATE, player.id) : null;
  if (free && !free.ok)
    return new Response(null, {
      status: 429,
      headers: { "retry-after": String(free.refusal.retryAfterSeconds) },
    });
  const query = Object.fromEntries(["from", "to", "by"].map((name) => [name, searchParams.get(name)]));
  const { timeZone } = player.settings;
  const period = activityPeriod(ActivityQuery.parse(query), dayOf(contextOf(player).clock.now(), timeZone));
  const parts = await activity(player.id, period, timeZone);
  return new Response(isPdf ? await asPdf(player, period, parts) : await asCsv(player, period, parts), {
    headers: {
      "content-type": isPdf ? "application/pdf" : "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="evens-activity-${period.from}-${period.to}.${isPdf ? "pdf" : "csv"}"`,
      "cache-control": "private, no-store",
    },
  });
}
