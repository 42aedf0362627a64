import type { Locale } from "#lib/core/settings.ts";
import type { Messages } from "./messages/en/index.ts";

declare module "next-intl" {
  interface AppConfig {
    /** A language of the catalogue, alone or with the region whose dates and numbers it is written with. */
    Locale: Locale | `${Locale}-${string}`;
    Messages: Messages;
  }
}
