import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Logo } from "#components/shell/logo.tsx";
import { VisitorTimeZone } from "#components/shell/time-zone.tsx";

/** A page around one form, without navigation. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("common");
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-120 flex-col px-4 pb-[max(2rem,env(safe-area-inset-bottom))]">
      <header className="flex h-16 items-center">
        <Logo name={t("name")} />
      </header>
      <main id="main" className="flex flex-1 flex-col pt-4 sm:pt-[8vh]">
        {children}
      </main>
      <VisitorTimeZone />
    </div>
  );
}
