import { Choices } from "../choices.tsx";
import type { Translate } from "../names.ts";

const PLACES = {
  list: "/admin/payments",
  review: "/admin/payments/review",
  exceptions: "/admin/payments/exceptions",
  health: "/admin/payments/health",
  reconciliation: "/admin/payments/reconciliation",
} as const;

export type PaymentsView = keyof typeof PLACES;

/** The views of payments, each at its own address. */
export function PaymentsNav({ view, t }: { view: PaymentsView; t: Translate }) {
  return (
    <Choices
      choices={Object.keys(PLACES).map((id) => ({ id, label: t(`payments.view.${id}`) }))}
      chosen={view}
      href={(id) => PLACES[id as PaymentsView]}
      label={t("payments.views")}
    />
  );
}
