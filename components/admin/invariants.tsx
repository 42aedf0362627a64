"use client";

import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult, InvariantReport } from "#lib/platform/schema.ts";
import { makeFormat } from "./format.ts";
import { Panel } from "./panel.tsx";

type Run = { at: Date; reports: readonly InvariantReport[] };

function Line({ name, report }: { name: string; report: InvariantReport | undefined }) {
  const t = useTranslations("admin.ledger");
  const Icon = !report ? CircleDashed : report.violations.length === 0 ? CircleCheck : CircleX;
  const tone = !report ? "text-faint" : report.violations.length === 0 ? "text-up" : "text-down";
  return (
    <li className="px-3 py-1.5 text-sm">
      <div className="flex min-h-6 items-center gap-2.5">
        <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
        <span className="min-w-0 flex-1">{name.charAt(0).toUpperCase() + name.slice(1)}</span>
        {report ? (
          <span className="figures shrink-0 text-right text-muted text-xs">
            {report.violations.length === 0
              ? `${report.ms} ms`
              : t("violated", { count: report.violations.length })}
          </span>
        ) : null}
      </div>
      {report && report.violations.length > 0 ? (
        <ul className="mt-1 ml-6.5 rounded-md bg-down-wash px-2.5 py-1.5 font-mono text-xs">
          {report.violations.map(({ subject, detail }) => (
            <li className="wrap-anywhere" key={`${subject}:${detail}`}>{`${subject}: ${detail ?? "–"}`}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** What must always be true of the money, and a button that checks the whole ledger. */
export function Invariants({
  names,
  verify,
}: {
  names: readonly string[];
  verify: (input: Record<string, never>) => Promise<ActionResult<InvariantReport[], never>>;
}) {
  const t = useTranslations("admin.ledger");
  const format = makeFormat(useLocale(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [run, setRun] = useState<Run | null>(null);
  const [failed, setFailed] = useState(false);
  const [pending, start] = useTransition();
  const ask = (): void =>
    start(async () => {
      const answer = await verify({});
      setFailed(!answer.ok);
      if (answer.ok) setRun({ at: new Date(), reports: answer.value });
    });
  const broken = run?.reports.filter(({ violations }) => violations.length > 0).length ?? 0;
  const ms = run?.reports.reduce((all, report) => all + report.ms, 0) ?? 0;
  return (
    <Panel
      aside={
        <Button kind="primary" onClick={ask} pending={pending} size="sm">
          {run ? t("again") : t("run")}
        </Button>
      }
      flush
      title={t("invariants")}
    >
      <div aria-live="polite" className="border-b px-3 py-2 text-sm">
        {failed ? (
          <p className="text-down">{t("failed")}</p>
        ) : run ? (
          <p className="flex flex-wrap justify-between gap-x-4">
            <strong className={broken > 0 ? "text-down" : "text-up"}>
              {broken > 0 ? t("broken", { count: broken }) : t("sound", { count: run.reports.length })}
            </strong>
            <span className="figures text-muted">{t("ranAt", { at: format.clock(run.at), ms })}</span>
          </p>
        ) : (
          <p className="text-muted">{t("lead")}</p>
        )}
      </div>
      <ul className="divide-y divide-line">
        {names.map((name) => (
          <Line key={name} name={name} report={run?.reports.find((report) => report.name === name)} />
        ))}
      </ul>
    </Panel>
  );
}
