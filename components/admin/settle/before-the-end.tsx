import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";

/** Warns that the event is not over, and asks for confirmation. */
export function BeforeTheEnd({
  confirmed,
  confirm,
}: {
  confirmed: boolean;
  confirm: (confirmed: boolean) => void;
}) {
  const t = useTranslations("admin.settle");
  return (
    <Notice title={t("early")} tone="warn">
      <p>{t("earlyLead")}</p>
      <label className="mt-1 flex min-h-9 items-center gap-2 text-ink pointer-coarse:min-h-11">
        <input
          checked={confirmed}
          className="size-4 shrink-0 accent-accent"
          onChange={(event) => confirm(event.target.checked)}
          type="checkbox"
        />
        {t("earlyConfirm")}
      </label>
    </Notice>
  );
}
