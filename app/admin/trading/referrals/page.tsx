import type { Metadata } from "next";
import { Panel } from "#components/admin/panel.tsx";
import { ReferralQueue } from "#components/admin/trading/referrals/queue.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { BASE_CURRENCY, newestPolicy, referralQueue } from "#lib/sportsbook/betting/index.ts";
import { betsRefer } from "#lib/sportsbook/permissions.ts";
import { staffPage } from "../../staff-page.ts";
import { offerReferralAction, ruleReferralAction } from "./actions.ts";

export const metadata: Metadata = { title: "Referrals" };

export default async function Referrals() {
  const { t, timeZone } = await staffPage("/admin/trading/referrals", betsRefer);
  const [bets, { rules }] = await Promise.all([referralQueue(), newestPolicy()]);
  const exchange = Object.fromEntries(
    Object.entries(rules.currencies).map(([currency, limits]) => [currency, limits.exchange]),
  );
  return (
    <>
      <PageHead lead={t("referrals.lead")} title={t("referrals.title")} />
      <Panel flush>
        <ReferralQueue
          base={BASE_CURRENCY}
          bets={bets}
          exchange={exchange}
          offer={offerReferralAction}
          rule={ruleReferralAction}
          timeZone={timeZone}
        />
      </Panel>
    </>
  );
}
