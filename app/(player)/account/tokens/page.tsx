import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokenForm, TokenList } from "#components/account/tokens/tokens.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { systemClock } from "#lib/core/clock.ts";
import { listTokens } from "#lib/players/index.ts";
import { TOKEN_DAYS } from "#lib/players/schema.ts";
import { playerScopes } from "#lib/processes/index.ts";
import { requirePlayer } from "../../../session.ts";
import { createTokenForm, revokeTokenForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("tokens"))("title"),
});

export default async function TokensPage() {
  const { id, settings } = await requirePlayer("/account/tokens");
  const [t, tokens] = await Promise.all([
    getTranslations("tokens"),
    listTokens({ kind: "player", id }, systemClock.now()),
  ]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <Panel>
          <PanelHead title={t("yours")} />
          <TokenList tokens={tokens} revoke={revokeTokenForm} timeZone={settings.timeZone} />
        </Panel>
        <Panel>
          <PanelHead title={t("new")} />
          <div className="p-4">
            <TokenForm action={createTokenForm} scopes={playerScopes()} days={TOKEN_DAYS.player} />
          </div>
        </Panel>
      </div>
    </>
  );
}
