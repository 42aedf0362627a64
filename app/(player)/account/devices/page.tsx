import { Monitor, Smartphone } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { listSessions } from "#lib/players/index.ts";
import type { SessionView } from "#lib/players/schema.ts";
import { contextOf, requirePlayer } from "../../../session.ts";
import { revokeOthersForm, revokeSessionForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.devices"))("title"),
});

const HANDHELD = new Set<string | null>(["iPhone", "iPad", "Android"]);
const ACTIVE_MS = 3 * 60_000;

const Device = async ({ session, timeZone }: { session: SessionView; timeZone: string }) => {
  const t = await getTranslations("account.devices");
  const format = await getFormatter();
  const { browser, system, ip, country, current, createdAt, lastSeenAt } = session;
  const Icon = HANDHELD.has(system) ? Smartphone : Monitor;
  const name =
    browser && system ? t("device", { browser, system }) : (browser ?? system ?? t("unknownDevice"));
  const active = current || Date.now() - lastSeenAt.getTime() < ACTIVE_MS;
  const facts = [
    active ? t("now") : t("seen", { ago: format.relativeTime(lastSeenAt) }),
    t("since", { date: format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short", timeZone }) }),
    country ? format.displayName(country, { type: "region" }) : t("noPlace"),
    ip && t("address", { ip }),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 p-4">
      <Icon aria-hidden className="size-6 shrink-0 text-muted" strokeWidth={1.5} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {name}
          {current && <Badge tone="accent">{t("current")}</Badge>}
        </p>
        <p className="mt-0.5 text-muted text-xs">{facts.join(" · ")}</p>
      </div>
      {!current && (
        <Form action={revokeSessionForm}>
          <input type="hidden" name="sessionId" value={session.id} />
          <Submit size="sm" kind="outline" aria-label={`${t("end")}: ${name}`}>
            {t("endShort")}
          </Submit>
        </Form>
      )}
    </li>
  );
};

export default async function DevicesPage() {
  const player = await requirePlayer("/account/devices");
  const t = await getTranslations("account.devices");
  const sessions = await listSessions(contextOf(player));
  const ordered = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Panel>
        <ul className="divide-y">
          {ordered.map((session) => (
            <Device key={session.id} session={session} timeZone={player.settings.timeZone} />
          ))}
        </ul>
      </Panel>
      <Form action={revokeOthersForm} className="mt-4 grid gap-3 sm:justify-items-start">
        <FormMessage />
        {sessions.length > 1 && (
          <Submit kind="danger" className="w-full sm:w-auto">
            {t("endOthers")}
          </Submit>
        )}
      </Form>
    </>
  );
}
