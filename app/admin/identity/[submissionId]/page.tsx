import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DecideIdentity } from "#components/admin/identity/decide.tsx";
import { IdentityLevels } from "#components/admin/identity/levels.tsx";
import type { Translate } from "#components/admin/names.ts";
import { Facts, Panel } from "#components/admin/panel.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { isUuid } from "#lib/core/id.ts";
import { ageToday, submissionCase } from "#lib/players/index.ts";
import { identityReview } from "#lib/players/permissions.ts";
import { approveIdentityAction, refuseIdentityAction } from "../../actions.ts";
import { staffPage } from "../../staff-page.ts";

export const metadata: Metadata = { title: "Identity" };

const TONE: Record<string, Tone> = { pending: "accent", approved: "up", refused: "down" };

export default async function IdentityCase({ params }: { params: Promise<{ submissionId: string }> }) {
  const { submissionId } = await params;
  const { t, format } = await staffPage(`/admin/identity/${submissionId}`, identityReview);
  const found = isUuid(submissionId) ? await submissionCase(submissionId) : null;
  if (!found) notFound();
  const words = await getTranslations("identity");
  const { player, documents, status, reason, note, endedAt, endedBy } = found;
  const { person } = player;
  const name = person ? `${person.firstName} ${person.lastName}` : player.displayName;
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/identity">
          {t("identity.back")}
        </PageLink>
      </nav>
      <PageHead
        aside={
          status === "pending" && (
            <span className="flex gap-2">
              <DecideIdentity
                approve={approveIdentityAction}
                refuse={refuseIdentityAction}
                submissionId={found.id}
              />
            </span>
          )
        }
        lead={<Badge tone={TONE[status] ?? "plain"}>{t(`identity.status.${status}`)}</Badge>}
        title={t("identity.case", { name })}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel title={t("identity.documents")}>
          {documents.length === 0 && <p className="text-muted text-sm">{t("identity.noDocuments")}</p>}
          <ul className="grid gap-4 lg:grid-cols-2">
            {documents.map(({ id, kind, uploadedAt, deleted, width, height }) => {
              const label = t("identity.document", {
                kind: words(`document.${kind}`),
                at: format.minute(uploadedAt),
              });
              return (
                <li key={id}>
                  <figure className="grid gap-1.5">
                    <figcaption className="text-muted text-xs">{label}</figcaption>
                    {deleted ? (
                      <p className="rounded-md border p-4 text-muted text-sm">{t("identity.deleted")}</p>
                    ) : (
                      <a
                        className="block overflow-hidden rounded-md border bg-raised"
                        href={`/admin/identity/documents/${id}`}
                        rel="noreferrer"
                        target="_blank"
                      >
                        {/* biome-ignore lint/performance/noImgElement: an optimiser would keep a copy */}
                        <img
                          alt={`${label}. ${t("identity.openFull")}`}
                          className="mx-auto h-auto max-h-[70vh] w-auto max-w-full"
                          height={height}
                          src={`/admin/identity/documents/${id}`}
                          width={width}
                        />
                      </a>
                    )}
                  </figure>
                </li>
              );
            })}
          </ul>
        </Panel>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("identity.compare")}>
            <Facts
              facts={[
                { label: t("identity.name"), value: person ? name : t("identity.unnamed") },
                {
                  label: t("identity.born"),
                  value: `${player.birthDate} (${t("identity.age", {
                    years: ageToday(player.birthDate, player.country, new Date()),
                  })})`,
                },
                {
                  label: t("identity.address"),
                  value: person
                    ? [person.street, [person.postcode, person.city].filter(Boolean).join(" ")].join(", ")
                    : "–",
                },
                { label: t("identity.country"), value: player.country },
                {
                  label: t("identity.email"),
                  value: (
                    <PageLink className="hover:underline" href={`/admin/players/${player.id}` as Route}>
                      {player.email}
                    </PageLink>
                  ),
                },
              ]}
            />
          </Panel>
          <Panel title={t("identity.levels")}>
            <IdentityLevels levels={player.levels} words={words as unknown as Translate} />
          </Panel>
          <Panel title={t("identity.submissions")}>
            <Facts
              facts={[
                { label: t("identity.provider"), value: t(`identity.providers.${found.provider}`) },
                ...(found.reference ? [{ label: t("identity.reference"), value: found.reference }] : []),
                {
                  label: t("identity.sent"),
                  value: found.submittedAt ? format.minute(found.submittedAt) : "–",
                },
                ...(endedAt
                  ? [
                      {
                        label: t("identity.ended"),
                        value: endedBy
                          ? t("identity.by", { name: endedBy, at: format.minute(endedAt) })
                          : format.minute(endedAt),
                      },
                    ]
                  : []),
                ...(reason ? [{ label: t("dialog.reason"), value: t(`identity.reason.${reason}`) }] : []),
                ...(note ? [{ label: t("dialog.note"), value: note }] : []),
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}
