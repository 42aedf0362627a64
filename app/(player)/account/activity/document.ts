import type { createTranslator } from "next-intl";
import { type ActivityPart, activitySum } from "#lib/cashier/schema.ts";
import { type Currency, money } from "#lib/core/money.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { PdfText } from "#lib/platform/pdf/write-pdf.ts";

type Texts = ReturnType<typeof createTranslator<Messages, "activity">>;

export type ActivityOfPeriod = {
  account: { id: string; email: string; currency: Currency };
  locale: string;
  /** As text: "1 Jan 2026 to 31 Jan 2026". */
  period: string;
  zone: string;
  made: string;
  by: keyof Messages["activity"]["unit"];
  /** The oldest first. */
  parts: readonly ActivityPart[];
  /** "1 Jan 2026", "Week of 1 Jan 2026", "January 2026" */
  partName(start: string): string;
};

/** The activity of a period as a document: its sums, and each day, week or month. Amounts have the decimals of their currency. */
export const activityDocument = (t: Texts, report: ActivityOfPeriod): PdfText => {
  const { account, locale, period, zone, made, by, parts, partName } = report;
  const text = (minor: bigint, signed = false) =>
    formatMoney(locale, money(account.currency, minor), { signed });
  const cells = ({ staked, returned, deposited, withdrawn, minutes }: Omit<ActivityPart, "start">) => [
    text(staked),
    text(returned),
    text(returned - staked, true),
    text(deposited),
    text(withdrawn),
    t("duration", { hours: Math.floor(minutes / 60), minutes: minutes % 60 }),
  ];
  return {
    title: t("title"),
    lead: [
      account.email,
      t("document.account", { id: account.id }),
      period,
      t("document.made", { made, zone }),
    ],
    sections: [
      {
        title: t("sum"),
        table: {
          columns: [
            { text: t(`unit.${by}`), weight: 1.7 },
            ...(["staked", "returned", "net", "deposited", "withdrawn", "time"] as const).map((name) => ({
              text: t(name),
              weight: 1.3,
              right: true,
            })),
          ],
          rows: parts.map((part) => [partName(part.start), ...cells(part)]),
          total: [t("document.total"), ...cells(activitySum(parts))],
        },
      },
    ],
  };
};
