import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "#components/admin/data-table.tsx";
import { Facts, Panel } from "#components/admin/panel.tsx";
import { FormPassword, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { systemClock } from "#lib/core/clock.ts";
import { listSessions } from "#lib/players/index.ts";
import { StaffFactors } from "../../factors/staff-factors.tsx";
import { staffPage } from "../staff-page.ts";
import { revokeOtherStaffSessionsForm, staffPasswordForm } from "./actions.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function StaffAccount() {
  const { staff, t, format } = await staffPage("/admin/account");
  const [password, devices, label] = await Promise.all([
    getTranslations("account.password"),
    getTranslations("account.devices"),
    getTranslations("auth.label"),
  ]);
  const sessions = await listSessions({ staffId: staff.id, sessionId: staff.sessionId, clock: systemClock });
  const show = { showLabel: label("showPassword"), hideLabel: label("hidePassword") };
  return (
    <>
      <PageHead
        title={t("staffAccount.title")}
        aside={
          <PageLink href="/admin/account/tokens" className="text-accent-text text-sm hover:underline">
            {t("staffAccount.tokens")}
          </PageLink>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel title={t("staffAccount.profile")}>
          <Facts
            facts={[
              { label: label("displayName"), value: staff.displayName },
              { label: label("email"), value: staff.email },
              {
                label: t("staffAccount.roles"),
                value: staff.roles.map((role) => t(`role.${role}`)).join(", ") || "–",
              },
            ]}
          />
        </Panel>
        <Panel title={password("title")}>
          <Form action={staffPasswordForm} className="grid max-w-md gap-4">
            <p className="text-muted text-sm">{password("lead")}</p>
            <FormMessage />
            {/* Tells a password manager whose password this is. */}
            <input type="hidden" name="username" autoComplete="username" value={staff.email} readOnly />
            <FormPassword
              {...show}
              name="current"
              label={password("current")}
              autoComplete="current-password"
              required
            />
            <FormPassword
              {...show}
              name="password"
              label={password("new")}
              hint={label("passwordHint")}
              autoComplete="new-password"
              required
            />
            <Submit kind="primary" pendingText={password("saving")}>
              {password("save")}
            </Submit>
          </Form>
        </Panel>
        <StaffFactors staff={staff} />
        <Panel flush title={devices("title")}>
          <DataTable
            caption={devices("title")}
            columns={[
              {
                id: "device",
                label: t("staffAccount.device"),
                head: true,
                cell: ({ browser, system, current }) =>
                  [
                    browser && system ? devices("device", { browser, system }) : devices("unknownDevice"),
                    current ? devices("current") : null,
                  ]
                    .filter(Boolean)
                    .join(" · "),
              },
              { id: "ip", label: t("staffAccount.address"), cell: ({ ip }) => ip ?? "–" },
              {
                id: "since",
                label: t("staffAccount.signedIn"),
                numeric: true,
                cell: ({ createdAt }) => format.minute(createdAt),
              },
              {
                id: "seen",
                label: t("staffAccount.lastSeen"),
                numeric: true,
                cell: ({ lastSeenAt }) => format.minute(lastSeenAt),
              },
            ]}
            empty={devices("unknown")}
            rowKey={({ id }) => id}
            rows={sessions}
          />
          <Form action={revokeOtherStaffSessionsForm} className="grid justify-items-start gap-3 p-3">
            <FormMessage />
            {sessions.length > 1 && (
              <Submit kind="danger" size="sm">
                {devices("endOthers")}
              </Submit>
            )}
          </Form>
        </Panel>
      </div>
    </>
  );
}
