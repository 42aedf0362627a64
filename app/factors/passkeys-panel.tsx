import "server-only";
import { KeyRound } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { AddPasskey } from "#components/passkeys/add.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import type { PasskeyView } from "#lib/players/index.ts";

export type PasskeyActions = {
  begin: FormAction;
  add: FormAction;
  rename: FormAction;
  remove: FormAction;
};

const Passkey = async ({
  passkey: { id, name, synced, createdAt, lastUsedAt },
  actions,
}: {
  passkey: PasskeyView;
  actions: PasskeyActions;
}) => {
  const t = await getTranslations("account.passkeys");
  const format = await getFormatter();
  const facts = [
    t("since", { date: format.dateTime(createdAt, { dateStyle: "medium" }) }),
    lastUsedAt ? t("used", { ago: format.relativeTime(lastUsedAt) }) : t("unused"),
  ];
  return (
    <li className="p-4">
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center gap-3 [&::-webkit-details-marker]:hidden">
          <KeyRound aria-hidden className="size-6 shrink-0 text-muted" strokeWidth={1.5} />
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium [overflow-wrap:anywhere]">
              <span>{name}</span>
              <Badge>{t(synced ? "synced" : "thisDevice")}</Badge>
            </span>
            <span className="mt-0.5 block text-muted text-xs">{facts.join(" · ")}</span>
          </span>
          <span className="-my-3 py-3 font-medium text-accent-text text-sm underline underline-offset-3">
            {t("edit")}
            <span className="sr-only">: {name}</span>
          </span>
        </summary>
        <div className="mt-4 grid gap-4">
          <Form action={actions.rename} className="grid gap-3">
            <input type="hidden" name="passkeyId" value={id} />
            <FormText name="name" label={t("name")} defaultValue={name} maxLength={60} required />
            <FormMessage />
            <Submit
              kind="outline"
              pendingText={t("renaming")}
              className="w-full sm:w-auto sm:justify-self-start"
            >
              {t("rename")}
            </Submit>
          </Form>
          <Form action={actions.remove} className="grid gap-3">
            <input type="hidden" name="passkeyId" value={id} />
            <FormMessage />
            <UntilDone>
              <Submit
                kind="danger"
                pendingText={t("removing")}
                className="w-full sm:w-auto sm:justify-self-start"
              >
                {t("remove")}
              </Submit>
            </UntilDone>
          </Form>
        </div>
      </details>
    </li>
  );
};

/** The passkeys of an account, and a way to add one. */
export const PasskeysPanel = async ({
  passkeys,
  actions,
  className,
}: {
  passkeys: PasskeyView[];
  actions: PasskeyActions;
  className?: string;
}) => {
  const t = await getTranslations("account.passkeys");
  return (
    <Panel className={className}>
      <PanelHead title={t("title")} />
      {passkeys.length > 0 && (
        <ul className="divide-y border-b">
          {passkeys.map((passkey) => (
            <Passkey key={passkey.id} passkey={passkey} actions={actions} />
          ))}
        </ul>
      )}
      <div className="p-4">
        <AddPasskey
          begin={actions.begin}
          add={actions.add}
          text={{ add: t("add"), adding: t("adding"), failed: t("failed"), keep: t("keep") }}
        >
          <p className="text-muted text-sm">{t("about")}</p>
        </AddPasskey>
      </div>
    </Panel>
  );
};
