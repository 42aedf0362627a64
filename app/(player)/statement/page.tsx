import { Download, ReceiptText } from "lucide-react";
import type { Metadata, Route } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { OwedNotice } from "#components/cashier/owed-notice.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Button, ButtonLink, buttonClass } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { statement } from "#lib/cashier/index.ts";
import { type StatementLine, StatementQuery } from "#lib/cashier/schema.ts";
import type { Currency } from "#lib/core/money.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import { zoneName } from "#lib/i18n/time-format.ts";
import { playerBalance, playerOwes } from "#lib/ledger/index.ts";
import { codesOf, STATEMENT_KINDS } from "#lib/processes/index.ts";
import { contextOf, requirePlayer } from "../../session.ts";
import { referenceText, type WordedLine, wordLines } from "./lines.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("statement"))("title"),
});

/** Each kind of line that a module registers has a text. */
type StatementKind = keyof Messages["statement"]["filter"]["kinds"];

const addressOf = (
  path: string,
  query: Partial<Record<keyof StatementQuery | "format", string | null>>,
): Route => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value && value !== "all" ? [[name, value]] : [],
  );
  const text = new URLSearchParams(given).toString();
  return (text ? `${path}?${text}` : path) as Route;
};

const Change = ({
  line,
  currency,
  className,
}: {
  line: StatementLine;
  currency: Currency;
  className?: string;
}) => (
  <Amount
    minor={line.amount}
    currency={currency}
    signed
    className={`font-semibold ${line.amount > 0n && line.code !== "receivable_booked" ? "text-up" : "text-ink"} ${className ?? ""}`}
  />
);

const exportClass = buttonClass({ kind: "quiet", size: "sm" });

/** What moved, and why; a bet's line leads to the bet. */
function Texts({ line: { reference }, words }: { line: StatementLine; words: WordedLine | undefined }) {
  return (
    <span className="min-w-0">
      {reference.kind === "bet" ? (
        <PageLink
          href={`/bets/${reference.id}` as Route}
          className="font-medium underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          {words?.text}
        </PageLink>
      ) : (
        <span className="font-medium">{words?.text}</span>
      )}
      {words?.why && <span className="block text-muted text-xs">{words.why}</span>}
    </span>
  );
}

export default async function StatementPage({ searchParams }: PageProps<"/statement">) {
  const asked = await searchParams;
  const { kind, from, to, before } = StatementQuery.parse({
    kind: STATEMENT_KINDS.find((each) => each === asked.kind),
    from: asked.from ?? null,
    to: asked.to ?? null,
    before: asked.before ?? null,
  });
  const filter = { kind, from, to };
  const player = await requirePlayer(addressOf("/statement", filter));
  const { currency, id: playerId, settings } = player;
  const [t, locale, format, { available }, owed, { lines, next }] = await Promise.all([
    getTranslations("statement"),
    getLocale(),
    getFormatter(),
    playerBalance(playerId, currency),
    playerOwes(playerId, currency),
    statement(contextOf(player), { codes: codesOf(kind), from, to, before }, settings.timeZone),
  ]);
  const words = await wordLines(playerId, lines);
  const filtered = kind !== "all" || from !== null || to !== null;
  const time = (at: Date) =>
    format.dateTime(at, {
      dateStyle: "medium",
      timeStyle: "short",
      hourCycle: "h23",
      timeZone: settings.timeZone,
    });

  return (
    <div className="mx-auto w-full max-w-5xl md:pt-2">
      <PageHead
        title={t("title")}
        lead={t("lead", { zone: zoneName(locale, settings.timeZone) })}
        aside={
          <p className="sm:text-right">
            <span className="block text-muted text-xs">{t("balance")}</span>
            <Amount minor={available} currency={currency} className="font-semibold text-xl tracking-tight" />
          </p>
        }
      />
      <OwedNotice owed={owed} currency={currency} />
      <search>
        <form
          action="/statement"
          aria-label={t("filter.label")}
          className="mb-4 grid grid-cols-2 items-end gap-3 *:min-w-0 md:grid-cols-[12rem_10rem_10rem_auto]"
        >
          <div className="col-span-2 md:col-span-1">
            <SelectField name="kind" label={t("filter.kind")} defaultValue={kind} key={kind}>
              {STATEMENT_KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`filter.kinds.${each as StatementKind}`)}
                </option>
              ))}
            </SelectField>
          </div>
          <TextField
            name="from"
            type="date"
            label={t("filter.from")}
            defaultValue={from ?? ""}
            key={`from:${from}`}
          />
          <TextField name="to" type="date" label={t("filter.to")} defaultValue={to ?? ""} key={`to:${to}`} />
          <div className="flex gap-2">
            <Button type="submit" className="flex-1 md:flex-none">
              {t("filter.apply")}
            </Button>
            {filtered && (
              <ButtonLink href="/statement" kind="quiet">
                {t("filter.clear")}
              </ButtonLink>
            )}
          </div>
        </form>
      </search>
      {asked.format === "too-long" && (
        <Notice className="mb-4" live="polite">
          {t("tooLong")}
        </Notice>
      )}
      {lines.length > 0 && (
        <div className="mb-2 flex justify-end gap-1">
          <a href={addressOf("/statement/export", filter)} download className={exportClass}>
            <Download aria-hidden className="size-4" />
            {t("export")}
          </a>
          <a href={addressOf("/statement/export", { ...filter, format: "pdf" })} className={exportClass}>
            <Download aria-hidden className="size-4" />
            {t("exportPdf")}
          </a>
        </div>
      )}
      <Panel className="overflow-hidden">
        {lines.length === 0 ? (
          <Empty
            icon={ReceiptText}
            title={t(filtered ? "emptyFilterTitle" : "emptyTitle")}
            action={
              !filtered && (
                <ButtonLink href="/cashier?next=/statement" kind="primary">
                  {t("add")}
                </ButtonLink>
              )
            }
          >
            {t(filtered ? "emptyFilter" : "empty")}
          </Empty>
        ) : (
          <>
            <ul className="divide-y md:hidden">
              {lines.map((line, index) => (
                <li
                  key={line.version}
                  className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-3"
                >
                  <Texts line={line} words={words[index]} />
                  <Change line={line} currency={currency} className="text-right" />
                  <span className="figures text-muted text-xs">{time(line.at)}</span>
                  <Amount
                    minor={line.balanceAfter}
                    currency={currency}
                    className="text-right text-muted text-xs"
                  />
                </li>
              ))}
            </ul>
            <div className="hidden md:block [&_tbody_tr:last-child_td]:border-b-0">
              <Table caption={t("title")}>
                <thead>
                  <tr>
                    <Th>{t("column.date")}</Th>
                    <Th>{t("column.line")}</Th>
                    <Th className="text-right">{t("column.amount")}</Th>
                    <Th className="text-right">{t("column.balance")}</Th>
                    <Th>{t("column.reference")}</Th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line, index) => (
                    <tr key={line.version}>
                      <Td className="whitespace-nowrap text-muted">{time(line.at)}</Td>
                      <Td>
                        <Texts line={line} words={words[index]} />
                      </Td>
                      <Td className="text-right">
                        <Change line={line} currency={currency} />
                      </Td>
                      <Td className="text-right">
                        <Amount minor={line.balanceAfter} currency={currency} />
                      </Td>
                      <Td className="font-mono text-faint text-xs" title={referenceText(line)}>
                        {referenceText(line).slice(-12)}
                      </Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </div>
          </>
        )}
      </Panel>
      {(before || next) && (
        <nav className="mt-4 flex justify-between gap-3">
          {before ? (
            <PageLink href={addressOf("/statement", filter)} className={buttonClass({ kind: "quiet" })}>
              {t("newest")}
            </PageLink>
          ) : (
            <span />
          )}
          {next && (
            <PageLink href={addressOf("/statement", { ...filter, before: next })} className={buttonClass({})}>
              {t("older")}
            </PageLink>
          )}
        </nav>
      )}
    </div>
  );
}
