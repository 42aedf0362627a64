import { getTranslations } from "next-intl/server";
import { QrCode } from "#components/account/qr-code.tsx";
import { Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import type { CryptoNetwork } from "#lib/cashier/schema.ts";
import { CopyAddress } from "./copy-address.tsx";

/** A chain with the player's own address on it, or a way to get one. */
export const NetworkCard = async ({ network, ask }: { network: CryptoNetwork; ask: FormAction }) => {
  const t = await getTranslations("crypto");
  const { name, assets, address, confirmations, chainId, test } = network;
  return (
    <Panel>
      <PanelHead
        title={t("network", { name })}
        aside={<span className="text-muted text-sm">{assets.join(" · ")}</span>}
      />
      <div className="grid gap-4 p-4">
        {test && <Notice tone="info">{t("testNetwork")}</Notice>}
        {address ? (
          <>
            <Notice tone="warn">{t("only", { assets: assets.join(", "), network: name })}</Notice>
            <div className="grid justify-items-center gap-3">
              <QrCode text={address} label={t("qr", { network: name })} />
              <div className="grid w-full gap-1 text-center">
                <h3 className="font-medium text-sm">{t("address", { network: name })}</h3>
                <p className="select-all font-mono text-sm [overflow-wrap:anywhere]" translate="no">
                  {address}
                </p>
              </div>
              <CopyAddress address={address} />
            </div>
          </>
        ) : (
          <Form action={ask} className="grid gap-3">
            <FormMessage />
            <input type="hidden" name="chainId" value={chainId} />
            <Submit kind="primary" size="lg" className="w-full" pendingText={t("asking")}>
              {t("ask")}
            </Submit>
          </Form>
        )}
        <div className="grid gap-1 text-muted text-sm">
          <p>{confirmations === null ? t("finalized") : t("confirmations", { count: confirmations })}</p>
          <p>{t("limits")}</p>
        </div>
      </div>
    </Panel>
  );
};
