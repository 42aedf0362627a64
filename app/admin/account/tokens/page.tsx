import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokenForm, TokenList } from "#components/account/tokens/tokens.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { systemClock } from "#lib/core/clock.ts";
import { listTokens } from "#lib/players/index.ts";
import { accountWrite } from "#lib/players/permissions.ts";
import { TOKEN_DAYS } from "#lib/players/schema.ts";
import { staffScopes } from "#lib/processes/index.ts";
import { staffPage } from "../../staff-page.ts";
import { createStaffTokenForm, revokeStaffTokenForm } from "./actions.ts";

export const metadata: Metadata = { title: "API tokens" };

export default async function StaffTokens() {
  const { staff, timeZone } = await staffPage("/admin/account/tokens", accountWrite);
  const [t, tokens] = await Promise.all([
    getTranslations("tokens"),
    listTokens({ kind: "staff", id: staff.id }, systemClock.now()),
  ]);
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("leadStaff")}
        aside={
          <PageLink href="/admin/account" className="text-accent-text text-sm hover:underline">
            {t("back")}
          </PageLink>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel flush title={t("yours")}>
          <TokenList tokens={tokens} revoke={revokeStaffTokenForm} timeZone={timeZone} />
        </Panel>
        <Panel title={t("new")}>
          <TokenForm
            action={createStaffTokenForm}
            scopes={staffScopes(staff.roles)}
            days={TOKEN_DAYS.staff}
          />
        </Panel>
      </div>
    </>
  );
}
