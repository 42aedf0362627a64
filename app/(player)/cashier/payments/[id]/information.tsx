import { FileText } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { UploadAnswer } from "#components/account/identity/upload-answer.tsx";
import { UploadForm } from "#components/account/identity/upload-form.tsx";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import { informationAsked } from "#lib/cashier/index.ts";
import { DOCUMENT_BYTES_MAX } from "#lib/players/schema.ts";
import { sendInformationForm } from "./actions.ts";

/** What staff ask for about a withdrawal, and the form that answers it. */
export async function InformationNeeded({
  paymentId,
  player,
  upload,
}: {
  paymentId: string;
  player: { id: string; settings: { timeZone: string } };
  /** What became of the file that was just sent. */
  upload: string | undefined;
}) {
  const asked = await informationAsked(paymentId, player.id);
  if (!asked) return null;
  const [t, words, format] = await Promise.all([
    getTranslations("cashier.payment.information"),
    getTranslations("identity"),
    getFormatter(),
  ]);
  return (
    <Panel className="mt-4 scroll-mt-20" id="documents">
      <PanelHead title={t("title")} />
      <div className="grid gap-4 p-4">
        <UploadAnswer answer={upload} />
        <p className="max-w-prose text-muted text-sm">{t("lead")}</p>
        <blockquote className="wrap-anywhere max-w-prose whitespace-pre-wrap border-l-2 pl-3 text-sm">
          {asked.note}
        </blockquote>
        <UploadForm
          account={player.id}
          action="/cashier/documents"
          bytesMax={DOCUMENT_BYTES_MAX}
          hidden={{ paymentId }}
          kinds={[]}
          text={{
            kind: words("documents.kind"),
            file: words("documents.file"),
            fileHint: words("documents.fileHint"),
            upload: words("documents.upload"),
            uploading: words("documents.uploading"),
            tooLarge: words("upload.file_too_large"),
          }}
        />
        {asked.documents.length > 0 && (
          <>
            <ul aria-label={t("added")} className="divide-y rounded-md border border-line-strong">
              {asked.documents.map(({ id, uploadedAt }) => (
                <li className="flex min-h-11 items-center gap-3 px-3 text-sm" key={id}>
                  <FileText aria-hidden className="size-4 shrink-0 text-muted" />
                  {t("document", {
                    at: format.dateTime(uploadedAt, {
                      dateStyle: "medium",
                      timeStyle: "short",
                      timeZone: player.settings.timeZone,
                    }),
                  })}
                </li>
              ))}
            </ul>
            <Form action={sendInformationForm} className="grid gap-3">
              <FormMessage />
              <input name="paymentId" type="hidden" value={paymentId} />
              <Submit
                className="w-full sm:w-auto sm:justify-self-start"
                kind="primary"
                pendingText={t("sending")}
              >
                {t("send")}
              </Submit>
            </Form>
          </>
        )}
      </div>
    </Panel>
  );
}
