import { getFormatter, getTranslations } from "next-intl/server";
import { FormText, Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import type { CryptoWallet } from "#lib/cashier/schema.ts";

type Props = {
  wallets: readonly CryptoWallet[];
  /** Worded: what may be sent without proof. */
  ceiling: string;
  prove: FormAction;
  remove: FormAction;
  timeZone: string;
};

/** The wallets that a player withdraws to, each with its proof and a way to remove it. */
export const WalletList = async ({ wallets, ceiling, prove, remove, timeZone }: Props) => {
  const [t, format] = await Promise.all([getTranslations("crypto.wallets"), getFormatter()]);
  return (
    <Panel>
      <PanelHead title={t("yours")} />
      {wallets.length === 0 ? (
        <p className="p-4 text-muted text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {wallets.map(({ id, asset, network, address, waits, usableFrom, proved, proofText }) => (
            <li key={id} className="grid gap-3 p-4">
              <div className="flex items-start justify-between gap-4">
                <div className="min-w-0">
                  <p className="font-semibold">{t("choice", { asset, network })}</p>
                  <p className="font-mono text-sm [overflow-wrap:anywhere]" translate="no">
                    {address}
                  </p>
                  <p className="mt-1 text-muted text-sm">
                    {waits && usableFrom
                      ? t("waits", {
                          time: format.dateTime(usableFrom, {
                            dateStyle: "medium",
                            timeStyle: "short",
                            timeZone,
                          }),
                        })
                      : t("ready")}
                    {" · "}
                    {proved ? t("proved") : t("unproved", { amount: ceiling })}
                  </p>
                </div>
                <Form action={remove}>
                  <input type="hidden" name="walletId" value={id} />
                  <Submit size="sm" pendingText={t("removing")}>
                    {t("remove")}
                  </Submit>
                </Form>
              </div>
              {!proved && (
                <details>
                  <summary className="cursor-pointer font-medium text-accent-text text-sm">
                    {t("prove")}
                  </summary>
                  <Form action={prove} className="mt-3 grid gap-3">
                    <FormMessage />
                    <p className="text-sm">{t("proveLead")}</p>
                    <pre className="select-all overflow-x-auto whitespace-pre-wrap rounded-md border border-line-strong bg-bg p-3 text-xs [overflow-wrap:anywhere]">
                      {proofText}
                    </pre>
                    <input type="hidden" name="walletId" value={id} />
                    <FormText
                      name="signature"
                      label={t("signature")}
                      autoComplete="off"
                      spellCheck={false}
                      required
                      className="font-mono"
                    />
                    <Submit pendingText={t("proving")}>{t("proveSubmit")}</Submit>
                  </Form>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
