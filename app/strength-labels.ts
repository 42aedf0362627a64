import "server-only";
import { getTranslations } from "next-intl/server";

/** What a password's strength is called, from the weakest. */
export const strengthLabels = async (): Promise<[string, string, string, string, string]> => {
  const t = await getTranslations("auth.strength");
  return [t("0"), t("1"), t("2"), t("3"), t("4")];
};
