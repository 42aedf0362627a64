import { getTranslations } from "next-intl/server";
import { activity, csvHead, csvRecord } from "#lib/cashier/index.ts";
import { ActivityQuery, activityPeriod } from "#lib/cashier/schema.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import { dayOf } from "#lib/core/zoned-time.ts";
import { contextOf, currentPlayer } from "../../../../session.ts";

/** The player's activity as CSV (RFC 4180, UTF-8 with its mark), for the period of the page. Summed by the database, so it is short. */
export async function GET(request: Request): Promise<Response> {
  const player = await currentPlayer();
  if (!player) return new Response(null, { status: 401 });
  const { searchParams } = new URL(request.url);
  const query = Object.fromEntries(["from", "to", "by"].map((name) => [name, searchParams.get(name)]));
  const { currency, id, settings } = player;
  const { timeZone } = settings;
  const period = activityPeriod(ActivityQuery.parse(query), dayOf(contextOf(player).clock.now(), timeZone));
  const [t, parts] = await Promise.all([getTranslations("activity"), activity(id, period, timeZone)]);
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
    t(`unit.${period.by}`),
    ...(["staked", "returned", "net", "deposited", "withdrawn", "currency", "minutes"] as const).map((name) =>
      t(name),
    ),
  ];
  return new Response(csvHead(head) + records.join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="evens-activity-${period.from}-${period.to}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
