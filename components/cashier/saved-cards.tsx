import { useTranslations } from "next-intl";
import type { SavedInstrument } from "#lib/cashier/schema.ts";
import { FormMessage, Submit } from "../forms/fields.tsx";
import { Form, type FormAction } from "../forms/form.tsx";
import { Panel } from "../ui/panel.tsx";
import { cardName } from "./card-name.ts";
import { MethodIcon } from "./method-icon.tsx";

/** The cards that a player has paid with, each with a way to take it off the list. */
export function SavedCards({ saved, remove }: { saved: readonly SavedInstrument[]; remove: FormAction }) {
  const t = useTranslations("cashier.cards");
  return (
    <section aria-labelledby="cards" className="mt-6">
      <h2 id="cards" className="mb-2 font-semibold">
        {t("title")}
      </h2>
      <Panel className="divide-y">
        {saved.map((card) => (
          <Form key={card.id} action={remove} className="px-4 py-2.5">
            <FormMessage />
            <input type="hidden" name="instrumentId" value={card.id} />
            <div className="flex items-center gap-3">
              <MethodIcon method={card.method} brand={card.brand} />
              <span className="figures min-w-0 flex-1 font-medium text-sm">
                {cardName(card)}
                {card.expired && <span className="block font-normal text-muted text-xs">{t("expired")}</span>}
              </span>
              <Submit kind="quiet" size="sm" aria-label={t("removeCard", { card: cardName(card) })}>
                {t("remove")}
              </Submit>
            </div>
          </Form>
        ))}
        <p className="px-4 py-2.5 text-muted text-xs">{t("hint")}</p>
      </Panel>
    </section>
  );
}
