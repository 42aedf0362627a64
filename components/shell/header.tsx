import { useTranslations } from "next-intl";
import { SearchBox } from "../search/search-box.tsx";
import { SearchButton } from "../search/search-button.tsx";
import { AccountCorner } from "./account-corner.tsx";
import { Logo } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";
import { SkipLink, SkipToSlip } from "./skip-link.tsx";

const TAB = "relative flex h-14 items-center px-3 font-medium text-muted text-sm hover:text-ink";
const TAB_HERE = "text-ink after:absolute after:inset-x-3 after:bottom-0 after:h-0.5 after:bg-ink";

export function Header() {
  const t = useTranslations("shell");
  const name = useTranslations("common")("name");
  return (
    <header className="sticky top-0 z-30 border-b bg-surface pt-[env(safe-area-inset-top)] [@media(max-height:30rem)]:static">
      <SkipLink>{t("skip")}</SkipLink>
      <SkipToSlip>{t("skipToSlip")}</SkipToSlip>
      <div className="mx-auto flex h-14 max-w-[120rem] items-center gap-3 px-3 desk:px-4 wide:px-5">
        <div className="flex flex-1 items-center">
          <Logo name={name} />
          <nav aria-label={t("main")} className="ml-4 hidden desk:flex">
            <NavLink href="/" className={TAB} here={TAB_HERE}>
              {t("sports")}
            </NavLink>
            <NavLink href="/live" className={TAB} here={TAB_HERE}>
              {t("live")}
            </NavLink>
            <NavLink href="/bets" within className={TAB} here={TAB_HERE}>
              {t("bets")}
            </NavLink>
          </nav>
        </div>
        <div className="hidden w-full max-w-sm desk:block">
          <SearchBox />
        </div>
        <div className="flex flex-1 items-center justify-end gap-2">
          <SearchButton className="desk:hidden" />
          <AccountCorner />
        </div>
      </div>
    </header>
  );
}
