import { LogOut } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountNav } from "#components/account/account-nav.tsx";
import { SignOutForm } from "#components/account/sign-out-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { signOut } from "../../(auth)/actions.ts";
import { VerifyNotice } from "./verify-notice.tsx";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("account.nav");
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-5 md:grid-cols-[12rem_minmax(0,1fr)] md:gap-8 md:pt-2">
      <div className="min-w-0 max-md:has-[[data-index]]:order-1 md:sticky md:top-20 md:self-start">
        <AccountNav
          label={t("label")}
          groups={[
            {
              title: t("you"),
              links: [
                { href: "/account", text: t("profile") },
                { href: "/account/identity", text: t("identity") },
                { href: "/account/settings", text: t("settings") },
                { href: "/account/notifications", text: t("notifications") },
                { href: "/account/data", text: t("data") },
              ],
            },
            {
              title: t("money"),
              links: [
                { href: "/cashier", text: t("cashier") },
                { href: "/cashier/withdraw", text: t("withdraw") },
                { href: "/statement", text: t("statement") },
              ],
            },
            {
              title: t("control"),
              links: [
                { href: "/account/limits", text: t("limits") },
                { href: "/account/activity", text: t("activity") },
                { href: "/account/safer-gambling", text: t("saferGambling") },
              ],
            },
            {
              title: t("signIn"),
              links: [
                { href: "/account/security", text: t("security") },
                { href: "/account/password", text: t("password") },
                { href: "/account/email", text: t("email") },
                { href: "/account/devices", text: t("devices") },
                { href: "/account/tokens", text: t("tokens") },
              ],
            },
          ]}
        />
        <SignOutForm action={signOut} className="mt-2 hidden border-t pt-2 md:block">
          <Button type="submit" kind="quiet" className="w-full justify-start pl-3 text-sm">
            <LogOut aria-hidden className="size-4" />
            {t("signOut")}
          </Button>
        </SignOutForm>
      </div>
      <div className="min-w-0">
        <VerifyNotice />
        {children}
      </div>
      <SignOutForm action={signOut} className="order-2 md:hidden">
        <Button type="submit" kind="outline" className="w-full">
          <LogOut aria-hidden className="size-4" />
          {t("signOut")}
        </Button>
      </SignOutForm>
    </div>
  );
}
