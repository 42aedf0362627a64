import { getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";

export default async function AdminNotFound() {
  const t = await getTranslations("admin.missing");
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-muted text-sm">{t("lead")}</p>
      <PageLink className="text-accent-text text-sm underline" href="/admin">
        {t("back")}
      </PageLink>
    </div>
  );
}
