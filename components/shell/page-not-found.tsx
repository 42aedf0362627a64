import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";

export function PageNotFound() {
  const t = useTranslations("shell");
  return (
    <Empty icon={Compass} title={t("notFoundTitle")} action={<ButtonLink href="/">{t("toHome")}</ButtonLink>}>
      {t("notFound")}
    </Empty>
  );
}
