"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
  BASE_CURRENCY,
  CURRENCY_FIELDS,
  draftOf,
  fieldText,
  fieldValue,
  type PolicyDesk,
  type PolicyField,
  policyChanges,
  policyFields,
  readField,
} from "#lib/backoffice/schema.ts";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import { makeFormat } from "../format.ts";
import type { Translate } from "../names.ts";
import { Panel } from "../panel.tsx";
import { useLeaveWarning } from "../use-leave-warning.ts";
import { PolicyInput } from "./field.tsx";
import { fieldName, termName, valueText } from "./names.ts";
import { type PolicyActions, ReviewPolicy } from "./review.tsx";

const MONEY = new Set<PolicyField["kind"]>([
  "liabilityMax",
  "stakeMin",
  "stakeMax",
  "payoutMax",
  "combinationPayoutMax",
]);

const shown = (value: bigint | null, { kind, places }: PolicyField): string =>
  fieldText(value, places, MONEY.has(kind) ? places : 0);

/**
 * The betting policy as a form over the current version. Only changes are kept, so that a version that somebody else
 * publishes meanwhile appears beneath them.
 */
export function PolicyForm({
  inForce,
  sports,
  marketTypes,
  ...actions
}: Pick<PolicyDesk, "inForce" | "sports" | "marketTypes"> & PolicyActions) {
  const t = useTranslations("admin") as unknown as Translate;
  const format = makeFormat(useLocale(), "UTC");
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [base, setBase] = useState(inForce.version);
  const [published, setPublished] = useState<number | null>(null);

  const { rules } = inForce;
  const known = { sports: sports.map(({ id }) => id), marketTypes };
  const names = Object.fromEntries(sports.map(({ id, name }) => [id, name]));
  const fields = policyFields(rules, known);
  const draft = draftOf(rules, fields, texts);
  const errors = "errors" in draft ? draft.errors : {};
  const changes = "errors" in draft ? [] : policyChanges(rules, draft.rules, known);
  const wrong = Object.keys(errors).length;
  useLeaveWarning(wrong > 0 || changes.length > 0, t("policy.leave"));
  const overtaken = base !== inForce.version && published !== inForce.version;

  const edit = (name: string, text: string): void => {
    setPublished(null);
    setTexts({ ...texts, [name]: text });
  };
  const clear = (): void => {
    setTexts({});
    setBase(inForce.version);
  };

  const input = (field: PolicyField, unit: string) => {
    const current = fieldValue(rules, field);
    const text = texts[field.name] ?? shown(current, field);
    const changed = (text.trim() === "" ? null : readField(text, field.places)) !== current;
    const error = errors[field.name];
    const isTerm = field.kind === "inPlayDelayMs" || field.kind === "liabilityMax";
    const fallback = isTerm && field.optional ? fieldValue(rules, { ...field, of: null }) : null;
    return (
      <PolicyInput
        error={error === undefined ? null : t(`policy.error.${error}`)}
        key={field.name}
        label={termName(t, field, names)}
        name={fieldName(t, field, names)}
        onText={(next) => edit(field.name, next)}
        text={text}
        unit={unit}
        was={changed ? t("policy.was", { value: valueText(t, format, field, current) }) : null}
        {...(fallback !== null && { placeholder: shown(fallback, field) })}
      />
    );
  };
  const ofKind = (kind: PolicyField["kind"]) => fields.filter((field) => field.kind === kind);
  const grid = "grid grid-cols-2 gap-x-3 gap-y-3 sm:grid-cols-3";
  const lead = "mb-3 max-w-prose text-muted text-sm";

  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="grid gap-4">
          <Panel title={t("policy.group.inPlayDelayMs")}>
            <p className={lead}>{t("policy.lead.inPlayDelayMs")}</p>
            <div className={grid}>
              {ofKind("inPlayDelayMs").map((field) => input(field, t("policy.second")))}
            </div>
          </Panel>
          <Panel title={t("policy.pastPost")}>
            <p className={lead}>{t("policy.lead.pastPost")}</p>
            <div className={grid}>
              {ofKind("pastPostToleranceMs").map((field) => input(field, t("policy.second")))}
            </div>
          </Panel>
          <Panel title={t("policy.group.referralMs")}>
            <p className={lead}>{t("policy.lead.referralMs")}</p>
            <div className={grid}>
              {ofKind("referralMs").map((field) => input(field, t("policy.second")))}
            </div>
          </Panel>
        </div>
        <Panel title={t("policy.group.liabilityMax")}>
          <p className={lead}>{t("policy.lead.liabilityMax")}</p>
          <div className={grid}>{ofKind("liabilityMax").map((field) => input(field, BASE_CURRENCY))}</div>
        </Panel>
      </div>
      <Panel title={t("policy.group.cumulative")}>
        <p className={lead}>{t("policy.lead.cumulative")}</p>
        <div className={grid}>
          {(["marketStakeTimes", "eventStakeTimes"] as const).map((kind) =>
            ofKind(kind).map((field) => input(field, "×")),
          )}
          {ofKind("combinationPayoutMax").map((field) => input(field, BASE_CURRENCY))}
        </div>
      </Panel>
      <Panel title={t("policy.group.prices")}>
        <p className={lead}>{t("policy.lead.prices")}</p>
        <div className={grid}>
          {(["cashOutMarginBp", "cashOutSlippageBp", "builderMarginBp"] as const).map((kind) =>
            ofKind(kind).map((field) => input(field, "%")),
          )}
        </div>
      </Panel>
      <Panel title={t("policy.group.earlyPayoutLead")}>
        <p className={lead}>{t("policy.lead.earlyPayoutLead")}</p>
        <div className={grid}>
          {ofKind("earlyPayoutLead").map((field) => input(field, t("policy.aheadUnit")))}
        </div>
      </Panel>
      <Panel flush title={t("policy.group.currencies")}>
        <p className="px-3 pt-3 text-muted text-sm">{t("policy.lead.currencies")}</p>
        <ul className="divide-y divide-line">
          {CURRENCY_CODES.map((code) => (
            <li className="grid gap-x-3 gap-y-2 p-3 md:grid-cols-[4rem_minmax(0,1fr)]" key={code}>
              <h3 className="font-semibold text-sm md:pt-6">{code}</h3>
              <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
                {CURRENCY_FIELDS.map((kind) => {
                  const field = fields.find((one) => one.kind === kind && one.of === code);
                  return field ? (
                    input(field, kind === "exchange" ? BASE_CURRENCY : code)
                  ) : (
                    <p className="self-center pt-5 text-muted text-xs" key={kind}>
                      {t("policy.baseCurrency")}
                    </p>
                  );
                })}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      {overtaken ? (
        <Notice live="polite" title={t("policy.overtaken", { version: inForce.version })} tone="warn">
          {t("policy.overtakenLead")}
        </Notice>
      ) : null}
      <div className="sticky bottom-0 z-20 -mx-4 flex min-h-14 flex-wrap items-center justify-end gap-2 border-t bg-surface px-4 py-2 text-sm lg:-mx-6 lg:px-6">
        <span aria-live="polite" className="figures mr-auto">
          {wrong > 0 ? (
            <span className="font-medium text-down">{t("policy.wrong", { count: wrong })}</span>
          ) : published !== null ? (
            <span className="font-medium text-up">{t("policy.published", { version: published })}</span>
          ) : (
            <span className="text-muted">{t("policy.changed", { count: changes.length })}</span>
          )}
        </span>
        {Object.keys(texts).length > 0 ? (
          <Button kind="quiet" onClick={clear} size="sm">
            {t("policy.reset")}
          </Button>
        ) : null}
        <ReviewPolicy
          {...actions}
          base={inForce.version}
          changes={changes}
          draft={"errors" in draft ? null : draft}
          format={format}
          onPublished={(version) => {
            setTexts({});
            setBase(version);
            setPublished(version);
          }}
          sports={names}
        />
      </div>
    </div>
  );
}
