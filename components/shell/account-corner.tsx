"use client";

import { LayoutDashboard, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { NotificationBell } from "../notifications/bell.tsx";
import { buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { useIsStaff, useSignedIn } from "../viewer/provider.tsx";
import { AuthLink } from "./auth-link.tsx";
import { Balance } from "./balance.tsx";

/** The right end of the header: the way in for visitors; for players, the balance and the way to the account. */
export function AccountCorner() {
  const t = useTranslations("shell");
  const signedIn = useSignedIn();
  const isStaff = useIsStaff();
  if (isStaff)
    return (
      <PageLink href="/admin" className={buttonClass({ kind: "outline" })}>
        <LayoutDashboard aria-hidden className="size-4" />
        {t("backOffice")}
      </PageLink>
    );
  if (!signedIn)
    return (
      <>
        <AuthLink to="/sign-in" className={buttonClass({ kind: "quiet" }, "px-3")}>
          {t("signIn")}
        </AuthLink>
        <AuthLink to="/register" className={buttonClass({ kind: "primary" })}>
          {t("register")}
        </AuthLink>
      </>
    );
  return (
    <>
      <NotificationBell />
      <Balance />
      <span className="hidden desk:block">
        <PageLink
          href="/account"
          aria-label={t("account")}
          className={buttonClass({ kind: "quiet", size: "icon" })}
        >
          <UserRound aria-hidden className="size-5" />
        </PageLink>
      </span>
    </>
  );
}
