import { House, Radio, ReceiptText, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NavLink } from "./nav-link.tsx";

const TAB = "flex h-14 flex-col items-center justify-center gap-0.5 font-medium text-2xs text-muted";

/** The phone's way about, under the thumb. `slip` is the button that opens the slip. */
export function BottomBar({ slip }: { slip: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("main")}
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      <ul className="mx-auto grid max-w-xl grid-cols-5">
        <li>
          <NavLink href="/" className={TAB} here="text-ink">
            <House aria-hidden className="size-5" />
            {t("sports")}
          </NavLink>
        </li>
        <li>
          <NavLink href="/live" className={TAB} here="text-ink">
            <Radio aria-hidden className="size-5" />
            {t("live")}
          </NavLink>
        </li>
        <li>{slip}</li>
        <li>
          <NavLink href="/bets" within className={TAB} here="text-ink">
            <ReceiptText aria-hidden className="size-5" />
            {t("bets")}
          </NavLink>
        </li>
        <li>
          <NavLink href="/account" within className={TAB} here="text-ink">
            <UserRound aria-hidden className="size-5" />
            {t("account")}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
}
