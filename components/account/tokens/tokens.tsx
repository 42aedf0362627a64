import { getFormatter, getTranslations } from "next-intl/server";
import { FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import type { TokenView } from "#lib/players/schema.ts";
import { NewToken, ScopeCheck, ScopesError } from "./new-token.tsx";

export type Scope = { scope: string; commands: readonly { name: string; summary: string }[] };

/** What a scope is for: the summary of its one command, or the names of its commands. */
const aboutScope = ({ scope, commands }: Scope): string => {
  const [first] = commands;
  return commands.length === 1 && first?.name === scope
    ? first.summary
    : commands.map(({ name }) => name).join(", ");
};

export const TokenForm = async ({
  action,
  scopes,
  days,
}: {
  action: FormAction;
  scopes: readonly Scope[];
  days: readonly string[];
}) => {
  const t = await getTranslations("tokens");
  return (
    <Form action={action} className="grid max-w-xl gap-4">
      <NewToken keep={t("keep")}>
        <FormMessage />
        <FormText name="name" label={t("name")} hint={t("nameHint")} maxLength={60} required />
        <FormSelect name="days" label={t("days")} defaultValue="30">
          {days.map((each) => (
            <option key={each} value={each}>
              {t("day", { days: Number(each) })}
            </option>
          ))}
        </FormSelect>
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium text-sm">{t("scopes")}</legend>
          <p className="mb-1 text-muted text-xs">{t("scopesHint")}</p>
          <div className="max-h-80 divide-y divide-line overflow-y-auto rounded-md border border-line px-3">
            {scopes.map((each) => (
              <ScopeCheck key={each.scope} scope={each.scope}>
                {aboutScope(each)}
              </ScopeCheck>
            ))}
          </div>
          <ScopesError />
        </fieldset>
        <Submit kind="primary" pendingText={t("creating")} className="w-full sm:w-auto sm:justify-self-start">
          {t("create")}
        </Submit>
      </NewToken>
    </Form>
  );
};

/** The tokens that are good, each with a way to end it. */
export const TokenList = async ({
  tokens,
  revoke,
  timeZone,
}: {
  tokens: readonly TokenView[];
  revoke: FormAction;
  timeZone: string;
}) => {
  const [t, format] = await Promise.all([getTranslations("tokens"), getFormatter()]);
  if (tokens.length === 0) return <p className="p-4 text-muted text-sm">{t("none")}</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {tokens.map(({ id, name, hint, scopes, expiresAt, lastUsedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 p-4">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
              <p className="mt-0.5 text-muted text-xs">
                {[
                  t("ends", { hint }),
                  t("expires", { date: format.dateTime(expiresAt, { dateStyle: "medium", timeZone }) }),
                  lastUsedAt ? t("used", { ago: format.relativeTime(lastUsedAt) }) : t("unused"),
                ].join(" · ")}
              </p>
              <p className="mt-1 font-mono text-muted text-xs [overflow-wrap:anywhere]">
                {scopes.join(", ")}
              </p>
            </div>
            <Form action={revoke}>
              <FormMessage />
              <input type="hidden" name="tokenId" value={id} />
              <Submit size="sm" kind="outline" aria-label={`${t("revoke")}: ${name}`}>
                {t("revoke")}
              </Submit>
            </Form>
          </li>
        ))}
      </ul>
      <p className="border-t p-4 text-muted text-xs">{t("also")}</p>
    </>
  );
};
