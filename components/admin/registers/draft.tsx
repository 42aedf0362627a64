import { Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { DraftView, RegisterView } from "#lib/players/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { Facts, Panel } from "../panel.tsx";

/** A list that waits: what it changes, and the choice to put it in force or to drop it. */
export function DraftList({
  view: { register, inForce },
  draft,
  t,
  format,
  apply,
  discard,
}: {
  view: RegisterView;
  draft: DraftView;
  t: Translate;
  format: Format;
  apply: FormAction;
  discard: FormAction;
}) {
  const count = (name: string, value: number) => ({
    label: t(`registers.${name}`),
    value: format.number(value),
  });
  return (
    <Panel title={t("registers.draft", { register: t(`registers.name.${register}`) })}>
      <Facts
        facts={[
          count("people", draft.people),
          count("added", draft.added),
          count("removed", draft.removed),
          count("noEnd", draft.noEnd),
          count("over", draft.over),
          { label: t("registers.by"), value: draft.by },
          { label: t("registers.at"), value: format.minute(draft.at) },
        ]}
      />
      {draft.needsApproval && (
        <Notice tone="warn" className="mt-3">
          {t("registers.removesMany", { removed: draft.removed })}
        </Notice>
      )}
      <div className="mt-3 flex flex-wrap items-start gap-3">
        <Form action={apply} className="grid gap-3">
          <input type="hidden" name="listId" value={draft.id} />
          <input type="hidden" name="replaces" value={inForce?.id ?? ""} />
          <FormMessage />
          <Submit kind="primary" size="sm" className="justify-self-start">
            {t(draft.needsApproval ? "registers.ask" : "registers.apply")}
          </Submit>
        </Form>
        <Form action={discard} className="grid gap-3">
          <input type="hidden" name="listId" value={draft.id} />
          <FormMessage />
          <Submit kind="outline" size="sm" className="justify-self-start">
            {t("registers.discard")}
          </Submit>
        </Form>
      </div>
    </Panel>
  );
}
