import { getTranslations } from "next-intl/server";
import { QrCode } from "#components/account/qr-code.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { CopyValue } from "./copy-value.tsx";

const inGroups = (text: string): string => text.replaceAll(/(.{4})(?=.)/g, "$1 ");

/** What a player needs for a transfer: the account, the player's own reference, and a code for banking apps. */
export async function BankDeposit({
  transfer: { name, iban, bic, reference, qr },
  amount,
  amountError,
}: {
  transfer: { name: string; iban: string; bic: string; reference: string; qr: string | null };
  /** As it was typed. */
  amount: string;
  amountError: string | undefined;
}) {
  const t = await getTranslations("bank");
  return (
    <div className="grid gap-4">
      <Panel>
        <ul className="divide-y">
          <li>
            <CopyValue label={t("name")} shown={name} value={name} />
          </li>
          <li>
            <CopyValue label={t("iban")} shown={inGroups(iban)} value={iban} />
          </li>
          <li>
            <CopyValue label={t("bic")} shown={bic} value={bic} />
          </li>
          <li>
            <CopyValue label={t("reference")} shown={inGroups(reference)} value={reference} />
            <p className="px-4 pb-3 text-muted text-sm sm:px-6">{t("referenceHint")}</p>
          </li>
        </ul>
      </Panel>
      {qr !== null && (
        <Panel className="grid gap-4 p-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:p-6">
          <div className="grid content-start justify-items-center gap-2">
            <QrCode label={t("qr", { name })} text={qr} />
            <p className="text-muted text-sm">{t("scan")}</p>
          </div>
          <form className="grid content-start gap-3" method="get">
            <TextField
              autoComplete="off"
              className="figures"
              defaultValue={amount}
              error={amountError}
              hint={t("amountHint")}
              inputMode="decimal"
              label={`${t("amount")} (EUR)`}
              maxLength={20}
              name="amount"
            />
            <Button className="sm:justify-self-start" type="submit">
              {t("show")}
            </Button>
          </form>
        </Panel>
      )}
      <section className="px-1">
        <h2 className="mb-2 font-semibold text-sm">{t("howTitle")}</h2>
        <ul className="grid list-disc gap-1 pl-5 text-muted text-sm">
          <li>{t("how.own")}</li>
          <li>{t("how.time")}</li>
          <li>{t("how.limits")}</li>
        </ul>
      </section>
    </div>
  );
}
