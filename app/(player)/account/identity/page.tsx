import { CircleCheck, CircleDashed, Clock, FileText, TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { UploadAnswer } from "#components/account/identity/upload-answer.tsx";
import { UploadForm } from "#components/account/identity/upload-form.tsx";
import { PersonFields } from "#components/account/person-fields.tsx";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { identityOf, identityPolicyOf, identityProviders } from "#lib/players/index.ts";
import {
  ADDRESS_DOCUMENTS,
  DOCUMENT_BYTES_MAX,
  type IdentityState,
  type LevelView,
  PHOTO_DOCUMENTS,
} from "#lib/players/schema.ts";
import { requirePlayer } from "../../../session.ts";
import { changeDetailsForm, removeDocumentForm, startCheckForm, submitDocumentsForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("identity"))("title"),
});

const LOOK: Record<IdentityState, { tone: Tone; Icon: typeof Clock; mark: string }> = {
  unverified: { tone: "plain", Icon: CircleDashed, mark: "text-muted" },
  pending: { tone: "accent", Icon: Clock, mark: "text-accent-text" },
  verified: { tone: "up", Icon: CircleCheck, mark: "text-up" },
  refused: { tone: "down", Icon: TriangleAlert, mark: "text-down" },
  expired: { tone: "warn", Icon: TriangleAlert, mark: "text-warn" },
};

async function Level({ view, timeZone }: { view: LevelView; timeZone: string }) {
  const [t, format] = await Promise.all([getTranslations("identity"), getFormatter()]);
  const { level, state, reason, provider, validUntil } = view;
  const { tone, Icon, mark } = LOOK[state];
  const hint =
    state === "refused"
      ? t(`reason.${(reason ?? "other") as "other"}`)
      : state === "pending" || state === "expired"
        ? t(`hint.${state}`)
        : validUntil &&
          t("level.validUntil", { date: format.dateTime(validUntil, { dateStyle: "long", timeZone }) });
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${mark}`} />
      <div className="min-w-0 grow">
        <p className="font-medium">{t(`level.${level}`)}</p>
        {hint && <p className="max-w-prose text-muted text-sm">{hint}</p>}
        {state === "pending" && provider === "stripe" && (
          <a
            href="/account/identity/continue"
            className="inline-flex min-h-11 items-center text-accent-text text-sm underline-offset-4 hover:underline"
          >
            {t("online.continue")}
          </a>
        )}
      </div>
      <Badge tone={tone}>{t(`state.${state}`)}</Badge>
    </li>
  );
}

export default async function IdentityPage({ searchParams }: PageProps<"/account/identity">) {
  const player = await requirePlayer("/account/identity");
  const [t, label, query, { levels, person, draft }, policy] = await Promise.all([
    getTranslations("identity"),
    getTranslations("auth.label"),
    searchParams,
    identityOf(player.id),
    identityPolicyOf(player.country),
  ]);
  const shown = levels.filter(({ level, state }) => policy.levels.includes(level) || state !== "unverified");
  const open = shown
    .filter(({ state }) => state !== "verified" && state !== "pending")
    .map(({ level }) => level);
  const isDone = shown.every(({ state }) => state === "verified");
  const providers = identityProviders()
    .filter((provider) => provider.levels.some((level) => open.includes(level)))
    .map(({ id }) => id as "stripe" | "demo");
  const nameLocked = levels.some(
    ({ level, state }) => level === "identity" && (state === "verified" || state === "pending"),
  );
  const kinds = [
    ...(open.includes("age") || open.includes("identity") ? PHOTO_DOCUMENTS : []),
    ...(open.includes("address") ? ADDRESS_DOCUMENTS : []),
  ];
  return (
    <>
      <PageHead title={t("title")} lead={isDone ? t("leadDone") : t("lead")} />
      <div className="grid gap-4">
        <Panel aria-label={t("level.title")}>
          <PanelHead title={t("level.title")} />
          <ul className="divide-y">
            {shown.map((view) => (
              <Level key={view.level} view={view} timeZone={player.settings.timeZone} />
            ))}
          </ul>
        </Panel>
        {providers.length > 0 && (
          <Panel>
            <PanelHead title={t("online.title")} />
            <div className="divide-y">
              {providers.map((provider) => (
                <Form key={provider} action={startCheckForm} className="grid gap-3 p-4">
                  <FormMessage />
                  <input type="hidden" name="provider" value={provider} />
                  <p className="max-w-prose text-muted text-sm">{t(`online.${provider}`)}</p>
                  <Submit
                    kind="primary"
                    pendingText={t("online.starting")}
                    className="w-full sm:w-auto sm:justify-self-start"
                  >
                    {t(`online.${provider}Start`)}
                  </Submit>
                </Form>
              ))}
            </div>
          </Panel>
        )}
        {kinds.length > 0 && (
          <Panel id="documents" className="scroll-mt-20">
            <PanelHead title={t("documents.title")} />
            <div className="grid gap-4 p-4">
              <UploadAnswer answer={[query.upload ?? []].flat()[0]} />
              <ul className="grid max-w-prose list-disc gap-1 pl-5 text-muted text-sm">
                {kinds.includes("passport") && <li>{t("documents.identityNeeded")}</li>}
                {kinds.includes("utility_bill") && <li>{t("documents.addressNeeded")}</li>}
              </ul>
              {!person && <Notice tone="warn">{t("details.first")}</Notice>}
              <UploadForm
                account={player.id}
                action="/account/identity/documents"
                bytesMax={DOCUMENT_BYTES_MAX}
                kinds={kinds.map((value) => ({ value, label: t(`document.${value}`) }))}
                text={{
                  kind: t("documents.kind"),
                  file: t("documents.file"),
                  fileHint: t("documents.fileHint"),
                  upload: t("documents.upload"),
                  uploading: t("documents.uploading"),
                  tooLarge: t("upload.file_too_large"),
                }}
              />
              {draft.length > 0 && (
                <>
                  <ul
                    className="divide-y rounded-md border border-line-strong"
                    aria-label={t("documents.added")}
                  >
                    {draft.map(({ id, kind }) => (
                      <li key={id} className="flex items-center gap-3 py-1 pr-1 pl-3">
                        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
                        <span className="min-w-0 grow text-sm">{t(`document.${kind}`)}</span>
                        <Form action={removeDocumentForm}>
                          <FormMessage />
                          <input type="hidden" name="documentId" value={id} />
                          <Submit
                            kind="quiet"
                            size="sm"
                            aria-label={t("documents.removeNamed", { document: t(`document.${kind}`) })}
                          >
                            {t("documents.remove")}
                          </Submit>
                        </Form>
                      </li>
                    ))}
                  </ul>
                  <Form action={submitDocumentsForm} className="grid gap-3">
                    <FormMessage />
                    <Submit
                      kind="primary"
                      pendingText={t("documents.submitting")}
                      className="w-full sm:w-auto sm:justify-self-start"
                    >
                      {t("documents.submit")}
                    </Submit>
                  </Form>
                </>
              )}
              <p className="max-w-prose text-muted text-xs">{t("documents.privacy")}</p>
            </div>
          </Panel>
        )}
        <Panel>
          <PanelHead title={t("details.title")} />
          <Form action={changeDetailsForm} className="grid gap-4 p-4">
            <p className="max-w-prose text-muted text-sm">
              {nameLocked ? t("details.nameLocked") : t("details.text")} {isDone && t("details.addressReset")}
            </p>
            <FormMessage />
            <PersonFields
              nameLocked={nameLocked && person !== null}
              values={person ?? undefined}
              text={{
                firstName: label("firstName"),
                lastName: label("lastName"),
                street: label("street"),
                city: label("city"),
                postcode: label("postcode"),
              }}
            />
            <Submit pendingText={t("details.saving")} className="w-full sm:w-auto sm:justify-self-start">
              {t("details.save")}
            </Submit>
          </Form>
        </Panel>
      </div>
    </>
  );
}
