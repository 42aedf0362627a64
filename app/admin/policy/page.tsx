import type { Metadata } from "next";
import type { Format } from "#components/admin/format.ts";
import { storedReason, type Translate } from "#components/admin/names.ts";
import { Panel } from "#components/admin/panel.tsx";
import { PolicyChanges } from "#components/admin/policy/changes.tsx";
import { ExchangeRates } from "#components/admin/policy/exchange-rates.tsx";
import { PolicyForm } from "#components/admin/policy/form.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { type PolicyDesk, type PolicyVersion, policyChanges, policyDesk } from "#lib/backoffice/index.ts";
import { latestRates } from "#lib/ledger/index.ts";
import { may } from "#lib/platform/permission.ts";
import { policyRead, policyWrite } from "#lib/sportsbook/permissions.ts";
import { changePolicyAction, previewPolicyAction } from "../actions.ts";
import { staffPage } from "../staff-page.ts";
import { exchangeRateForm } from "./actions.ts";

export const metadata: Metadata = { title: "Betting policy" };

function Version({
  version,
  before,
  sports,
  t,
  format,
}: {
  version: PolicyVersion;
  before: PolicyVersion | null;
  sports: Record<string, string>;
  t: Translate;
  format: Format;
}) {
  const changes = before ? policyChanges(before.rules, version.rules) : [];
  return (
    <li>
      <details>
        <summary className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-raised">
          <span className="figures font-medium">{t("policy.version", { version: version.version })}</span>
          <span className="figures text-muted">{format.stamp(version.at)}</span>
          <span>{version.byName ?? t("audit.system")}</span>
          <span className="wrap-anywhere text-muted">
            {version.reason ? storedReason(t, version.reason) : ""}
          </span>
          <span className="ml-auto text-muted text-xs">
            {before ? t("policy.changed", { count: changes.length }) : t("policy.first")}
          </span>
        </summary>
        <div className="grid gap-2 px-3 pb-3">
          {changes.length > 0 ? (
            <PolicyChanges changes={changes} format={format} sports={sports} t={t} />
          ) : (
            <p className="text-muted text-sm">{before ? t("policy.same") : t("policy.nothingBefore")}</p>
          )}
          {version.byName ? (
            <PageLink
              className="justify-self-start text-muted text-xs underline hover:text-ink"
              href={`/admin/audit?subject=${encodeURIComponent(`policy:${version.version}`)}`}
            >
              {t("policy.trail")}
            </PageLink>
          ) : null}
        </div>
      </details>
    </li>
  );
}

function Versions({ desk, t, format }: { desk: PolicyDesk; t: Translate; format: Format }) {
  const sports = Object.fromEntries(desk.sports.map(({ id, name }) => [id, name]));
  return (
    <Panel flush title={t("policy.versions")}>
      <ul className="divide-y divide-line text-sm">
        {desk.versions.map((version, at) => (
          <Version
            before={desk.versions[at + 1] ?? null}
            format={format}
            key={version.version}
            sports={sports}
            t={t}
            version={version}
          />
        ))}
      </ul>
    </Panel>
  );
}

export default async function Policy() {
  const { staff, t, format } = await staffPage("/admin/policy", policyRead);
  const [desk, rates] = await Promise.all([policyDesk(), latestRates()]);
  const { version, at, byName } = desk.inForce;
  return (
    <>
      <PageHead
        lead={t("policy.inForce", { version, at: format.minute(at), name: byName ?? t("audit.system") })}
        title={t("policy.title")}
      />
      <PolicyForm
        inForce={desk.inForce}
        preview={previewPolicyAction}
        publish={changePolicyAction}
        sports={desk.sports}
        marketTypes={desk.marketTypes}
      />
      <ExchangeRates
        format={format}
        mayRecord={may(staff, policyWrite)}
        rates={rates}
        record={exchangeRateForm}
        t={t}
      />
      <Versions desk={desk} format={format} t={t} />
    </>
  );
}
