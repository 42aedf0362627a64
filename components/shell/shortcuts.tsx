"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { isTyping, searchKey } from "./search-key.ts";

const ShortcutsDialog = dynamic(
  () => import("./shortcuts-dialog.tsx").then((loaded) => loaded.ShortcutsDialog),
  {
    ssr: false,
  },
);

/** The list of keyboard shortcuts, behind a button and the key "?", unless single keys are turned off. */
export function Shortcuts({ area, className }: { area: "player" | "staff"; className?: string }) {
  const t = useTranslations("common.shortcuts");
  const [opened, setOpened] = useState<"never" | "open" | "closed">("never");
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (!searchKey.on() || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      setOpened("open");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button type="button" aria-haspopup="dialog" className={className} onClick={() => setOpened("open")}>
        {t("title")}
      </button>
      {opened !== "never" && (
        <ShortcutsDialog
          area={area}
          open={opened === "open"}
          onOpenChange={(open) => setOpened(open ? "open" : "closed")}
        />
      )}
    </>
  );
}
