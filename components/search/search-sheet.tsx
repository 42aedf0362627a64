"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { buttonClass } from "../ui/button.tsx";
import { SearchBox } from "./search-box.tsx";

/** The search over the whole screen of a phone. */
export function SearchSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell");
  const close = useTranslations("common")("close");
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex animate-appear flex-col bg-bg px-3 pt-[max(0.375rem,env(safe-area-inset-top))]"
        >
          <Primitive.Title className="sr-only">{t("searchTitle")}</Primitive.Title>
          <div className="relative -mx-1 min-h-0 flex-1 overflow-y-auto px-1 pt-1 pb-[env(safe-area-inset-bottom)] [&_form]:mr-12">
            <SearchBox autoFocus inline onLeave={onClose} />
            <Primitive.Close
              aria-label={close}
              className={buttonClass({ kind: "quiet", size: "icon" }, "absolute top-1 right-1")}
            >
              <X aria-hidden className="size-5" />
            </Primitive.Close>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
