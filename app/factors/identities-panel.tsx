import "server-only";
import { getTranslations } from "next-intl/server";
import { Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import type { IdentityLink } from "#lib/players/index.ts";

/** The issuers of the site, and which of them sign this player in. Nothing where the site has none. */
export const IdentitiesPanel = async ({
  identities,
  link,
  unlink,
}: {
  identities: IdentityLink[];
  link: FormAction;
  unlink: FormAction;
}) => {
  if (identities.length === 0) return null;
  const t = await getTranslations("account.identities");
  return (
    <Panel>
      <PanelHead title={t("title")} />
      <p className="px-4 pt-4 text-muted text-sm">{t("about")}</p>
      <ul className="divide-y">
        {identities.map(({ id, name, linked }) => (
          <li key={id} className="p-4">
            <Form action={linked ? unlink : link} className="grid gap-3">
              <input type="hidden" name="issuerId" value={id} />
              <div className="flex items-center justify-between gap-3">
                <div className="min-w-0">
                  <p className="font-medium">{name}</p>
                  <p className="text-muted text-xs [overflow-wrap:anywhere]">
                    {linked?.email
                      ? t("linkedAs", { email: linked.email })
                      : t(linked ? "linked" : "notLinked")}
                  </p>
                </div>
                <UntilDone>
                  <Submit
                    kind={linked ? "danger" : "outline"}
                    size="sm"
                    pendingText={t(linked ? "unlinking" : "linking")}
                    aria-label={`${t(linked ? "unlink" : "link")}: ${name}`}
                  >
                    {t(linked ? "unlink" : "link")}
                  </Submit>
                </UntilDone>
              </div>
              <FormMessage />
            </Form>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
