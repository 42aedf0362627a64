import Link from "next/link";
import { getTranslations } from "next-intl/server";

export default async function AdminNotFound() {
  const t = await getTranslations("admin.missing");
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-muted text-sm">{t("lead")}</p>
      <Link className="text-accent-text text-sm underline" href="/admin">
        {t("back")}
      </Link>
    </div>
  );
}
