import "server-only";
import { getTranslations } from "next-intl/server";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";

/** How many recovery codes an account with a second factor has left, and a way to replace them. */
export const RecoveryPanel = async ({ left, renew }: { left: number; renew: FormAction }) => {
  const t = await getTranslations("account.recovery");
  return (
    <Panel>
      <PanelHead title={t("title")} />
      <Form action={renew} className="grid gap-4 p-4">
        <RecoveryCodes keep={t("keep")}>
          <p className="text-muted text-sm">{t("about")}</p>
          <p className="text-sm">
            {t("left", { left })} {left > 0 && t("replaces")}
          </p>
          <FormMessage />
          <Submit
            kind="outline"
            pendingText={t("renewing")}
            className="w-full sm:w-auto sm:justify-self-start"
          >
            {t("renew")}
          </Submit>
        </RecoveryCodes>
      </Form>
    </Panel>
  );
};
