import { FormText, Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import type { StaffTransfer } from "#lib/cashier/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";

type Props = {
  transfers: readonly StaffTransfer[];
  release: FormAction;
  giveBack: FormAction;
  t: Translate;
  format: Format;
};

/** A decision with its reason, about what the hidden field names. */
export const Decide = ({
  id,
  name = "transferId",
  action,
  label,
  t,
  kind,
}: {
  id: string;
  name?: string;
  action: FormAction;
  label: string;
  t: Translate;
  kind?: "primary";
}) => (
  <Form action={action} className="grid content-start gap-2">
    <FormMessage />
    <input type="hidden" name={name} value={id} />
    <FormText
      name="reason"
      label={t("chain.reviewReason")}
      minLength={3}
      maxLength={500}
      autoComplete="off"
      required
    />
    <Submit kind={kind} pendingText={t("chain.sending")}>
      {label}
    </Submit>
  </Form>
);

const TransferFacts = ({
  transfer: { amount, asset, value, to, network, reason, at },
  t,
  format,
}: Pick<Props, "t" | "format"> & { transfer: StaffTransfer }) => (
  <div>
    <p className="figures font-medium">{`${amount} ${asset} · ${format.money(value, "EUR")}`}</p>
    <p className="text-muted text-sm">{reason ? t(`chain.why.${reason}`) : null}</p>
    <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{`${network} ${to}`}</p>
    <p className="figures text-muted text-xs">{format.stamp(at)}</p>
  </div>
);

/** Withdrawals above a cap, each with a decision and its reason. */
export const ReviewList = ({ transfers, release, giveBack, t, format }: Props) =>
  transfers.length === 0 ? (
    <p className="text-muted text-sm">{t("chain.reviewNone")}</p>
  ) : (
    <ul className="divide-y divide-line">
      {transfers.map((transfer) => (
        <li key={transfer.id} className="grid gap-3 py-3 first:pt-0 last:pb-0">
          <TransferFacts transfer={transfer} t={t} format={format} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Decide id={transfer.id} action={release} label={t("chain.release")} kind="primary" t={t} />
            <Decide id={transfer.id} action={giveBack} label={t("chain.giveBack")} t={t} />
          </div>
        </li>
      ))}
    </ul>
  );

/** Transfers whose nonce another transaction has used: each can be returned to its player. */
export const LostList = ({
  transfers,
  writeOff,
  t,
  format,
}: Pick<Props, "transfers" | "t" | "format"> & { writeOff: FormAction }) => (
  <>
    <p className="text-muted text-sm">{t("chain.lostLead")}</p>
    <ul className="divide-y divide-line">
      {transfers.map((transfer) => (
        <li key={transfer.id} className="grid gap-3 py-3 last:pb-0">
          <TransferFacts transfer={transfer} t={t} format={format} />
          <Decide id={transfer.id} action={writeOff} label={t("chain.giveBack")} t={t} />
        </li>
      ))}
    </ul>
  </>
);
