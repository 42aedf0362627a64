import "./globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Activity, type ReactNode } from "react";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { clientMessages } from "./client-messages.ts";
import { inter, interExtended } from "./fonts.ts";
import { preferences } from "./preferences.ts";

export const dynamic = "force-dynamic";

export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslations("common");
  return {
    title: { default: `${t("name")}: ${t("tagline")}`, template: `%s · ${t("name")}` },
    description: t("description"),
    applicationName: t("name"),
    appleWebApp: { capable: true, title: t("name"), statusBarStyle: "black-translucent" },
    formatDetection: { telephone: false },
  };
};

const PAPER = "#f5f2ed";
const INK = "#0d1015";

export const generateViewport = async (): Promise<Viewport> => {
  const { theme } = await preferences();
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: dark)", color: INK },
            { media: "(prefers-color-scheme: light)", color: PAPER },
          ]
        : theme === "light"
          ? PAPER
          : INK,
  };
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, { theme, timeZone }] = await Promise.all([getLocale(), preferences()]);
  return (
    <html lang={locale} data-theme={theme} className={`${inter.variable} ${interExtended.variable}`}>
      <body>
        <ClientMessages messages={await clientMessages()} locale={locale} timeZone={timeZone}>
          <Activity>{children}</Activity>
        </ClientMessages>
      </body>
    </html>
  );
}
