import type { MetadataRoute } from "next";
import { en } from "#lib/i18n/messages/en/index.ts";

/** Installable on a phone. The colours are those of the ink ground in globals.css, which a manifest cannot read. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: en.common.name,
    short_name: en.common.name,
    description: en.common.description,
    start_url: "/",
    scope: "/",
    lang: "en",
    categories: ["sports"],
    shortcuts: [
      { name: en.shell.live, url: "/live" },
      { name: en.shell.bets, url: "/bets" },
    ],
    display: "standalone",
    background_color: "#0c0f14",
    theme_color: "#14181e",
    icons: [
      { src: "/icons/192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
