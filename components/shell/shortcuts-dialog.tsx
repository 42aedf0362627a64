"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "../ui/dialog.tsx";

const KEYS = {
  player: [
    ["search", ["/"]],
    ["slip", ["S"]],
    ["back", ["Esc"]],
    ["list", ["?"]],
  ],
  staff: [
    ["palette", ["Ctrl", "K"]],
    ["search", ["/"]],
    ["next", ["J", "↓"]],
    ["previous", ["K", "↑"]],
    ["open", ["Enter"]],
    ["select", ["X"]],
    ["suspendMarket", ["S"]],
    ["suspendEvent", ["Shift", "S"]],
    ["list", ["?"]],
  ],
} as const;

export function ShortcutsDialog({
  area,
  open,
  onOpenChange,
}: {
  area: keyof typeof KEYS;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("common.shortcuts");
  return (
    <Dialog title={t("title")} open={open} onOpenChange={onOpenChange}>
      <dl className="divide-y text-sm">
        {KEYS[area].map(([action, keys]) => (
          <div key={action} className="flex min-h-11 items-center justify-between gap-6 py-1.5">
            <dt>{t(action)}</dt>
            <dd className="flex gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="grid h-7 min-w-7 place-items-center rounded-sm border border-line-strong bg-raised px-1.5 font-sans text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted text-xs">{t(area === "staff" ? "offStaff" : "off")}</p>
    </Dialog>
  );
}
