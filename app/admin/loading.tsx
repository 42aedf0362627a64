import { getTranslations } from "next-intl/server";

const BLOCKS = ["h-8 w-48", "h-20", "h-96"];

export default async function Loading() {
  const t = await getTranslations("admin");
  return (
    <div aria-busy className="flex flex-col gap-4" role="status">
      <span className="sr-only">{t("loading")}</span>
      {BLOCKS.map((size) => (
        <div className={`${size} rounded-lg bg-surface motion-safe:animate-pulse`} key={size} />
      ))}
    </div>
  );
}
