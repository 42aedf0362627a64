import type { Translate } from "#components/admin/names.ts";
import type { PalettePage } from "#components/admin/palette/items.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { may } from "#lib/platform/permission.ts";
import type { SignedInStaff } from "#lib/players/schema.ts";

const PAYMENTS = ["review", "exceptions", "health", "reconciliation"] as const;

/** The pages that this member of staff may open: the panels, and what lies below them. */
export const palettePages = (
  staff: SignedInStaff,
  panels: readonly { id: string; href: string }[],
  t: Translate,
): PalettePage[] => [
  ...panels.map(({ id, href }) => ({ id, href, label: t(`nav.${id}`) })),
  ...(may(staff, paymentsRead)
    ? PAYMENTS.map((view) => ({
        id: `payments-${view}`,
        href: `/admin/payments/${view}`,
        label: `${t("nav.payments")}: ${t(`payments.view.${view}`)}`,
      }))
    : []),
  { id: "account", href: "/admin/account", label: t("palette.account") },
  { id: "tokens", href: "/admin/account/tokens", label: t("palette.tokens") },
];
