import { getTranslations } from "next-intl/server";
import { Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { DemoMailNotice } from "../../(auth)/demo-mail-notice.tsx";
import { currentPlayer } from "../../session.ts";
import { resendVerificationForm } from "./actions.ts";

/** Until the player has verified the address: that the mail was sent, and how to get another. */
export const VerifyNotice = async () => {
  const player = await currentPlayer();
  if (!player || player.emailVerified) return null;
  const t = await getTranslations("account.verify");
  return (
    <div className="mb-4 grid gap-3">
      <Notice
        tone="warn"
        title={t("title")}
        action={
          <Form action={resendVerificationForm} className="grid gap-2">
            <FormMessage />
            <UntilDone>
              <Submit size="sm" pendingText={t("sending")}>
                {t("resend")}
              </Submit>
            </UntilDone>
          </Form>
        }
      >
        {t("text", { email: player.email })}
      </Notice>
      <DemoMailNotice className="" />
    </div>
  );
};
