import { Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { ApprovalRow } from "#lib/backoffice/schema.ts";
import { Code } from "../code.tsx";
import type { Format } from "../format.ts";
import { storedReason, type Translate } from "../names.ts";
import { Facts } from "../panel.tsx";
import { SubjectLink } from "../places.tsx";

/** What the command does, in words where there are some. */
export const commandName = (t: Translate, command: string): string =>
  t.has(`approvals.command.${command}`) ? t(`approvals.command.${command}`) : command;

const Decide = ({
  id,
  action,
  label,
  kind,
}: {
  id: string;
  action: FormAction;
  label: string;
  kind: "primary" | "outline";
}) => (
  <Form action={action} className="grid gap-3">
    <input type="hidden" name="approvalId" value={id} />
    <FormMessage />
    <Submit kind={kind} size="sm" className="justify-self-start">
      {label}
    </Submit>
  </Form>
);

/** A command that waits for a second person: exactly what was asked for, by whom, and until when it can be decided. */
export function WaitingApproval({
  approval,
  own,
  t,
  format,
  approve,
  reject,
  withdraw,
}: {
  approval: ApprovalRow;
  /** The viewer asked for it. */
  own: boolean;
  t: Translate;
  format: Format;
  approve: FormAction;
  reject: FormAction;
  withdraw: FormAction;
}) {
  const { id, command, subject, reason, input, requestedByName, requestedAt, expiresAt } = approval;
  return (
    <li className="grid gap-3 p-3">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold text-sm">
        {commandName(t, command)}
        {own ? <Badge>{t("approvals.own")}</Badge> : null}
      </h3>
      <Facts
        facts={[
          { label: t("approvals.subject"), value: <SubjectLink subject={subject} /> },
          { label: t("approvals.by"), value: requestedByName },
          { label: t("approvals.at"), value: format.stamp(requestedAt) },
          { label: t("approvals.until"), value: format.stamp(expiresAt) },
          ...(reason ? [{ label: t("approvals.reason"), value: storedReason(t, reason) }] : []),
        ]}
      />
      <details>
        <summary className="flex min-h-9 w-fit cursor-pointer items-center text-muted text-xs hover:text-ink pointer-coarse:min-h-11">
          {t("approvals.input")}
        </summary>
        <Code label={t("approvals.input")}>{JSON.stringify(input, null, 2)}</Code>
      </details>
      <div className="flex flex-wrap items-start gap-3">
        {own ? (
          <Decide id={id} action={withdraw} label={t("approvals.withdraw")} kind="outline" />
        ) : (
          <>
            <Decide id={id} action={approve} label={t("approvals.approve")} kind="primary" />
            <Decide id={id} action={reject} label={t("approvals.reject")} kind="outline" />
          </>
        )}
      </div>
    </li>
  );
}
