"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";

const SearchSheet = dynamic(() => import("./search-sheet.tsx").then(({ SearchSheet: Sheet }) => Sheet), {
  ssr: false,
});

/** Opens the search over the screen; without a script it leads to the page of the search. */
export function SearchButton({ className }: { className?: string }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageLink
        href="/search"
        aria-label={t("search")}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          setOpen(true);
        }}
        className={buttonClass({ kind: "quiet", size: "icon" }, className)}
      >
        <Search aria-hidden className="size-5" />
      </PageLink>
      {open && <SearchSheet onClose={() => setOpen(false)} />}
    </>
  );
}
