import { Check, CircleDashed, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { hasEnded } from "./payment-tone.ts";

/** The way of a withdrawal that nothing stops. */
const WAY = ["requested", "approved", "sent", "paid"] as const;
type Taken = { version: number; toState: string; at: Date };

type Props = { state: string; transitions: readonly Taken[]; timeZone: string };

/** Each step of a withdrawal: those that were taken, with their times, and those to come. */
export function WithdrawalSteps({ state, transitions, timeZone }: Props) {
  const t = useTranslations("cashier.payment.state.withdrawal");
  const steps = useTranslations("cashier.payment.steps");
  const format = useFormatter();
  const taken = new Set(transitions.map(({ toState }) => toState));
  const ended = hasEnded(state);
  const ahead = ended ? [] : WAY.filter((step) => !taken.has(step));
  return (
    <ol aria-label={steps("label")} className="grid gap-3">
      {transitions.map(({ version, toState, at }, index) => {
        const last = index === transitions.length - 1;
        const bad = ["failed", "canceled", "declined", "returned"].includes(toState);
        const Icon = bad ? X : last && !ended ? CircleDashed : Check;
        return (
          <li key={version} aria-current={last && !ended ? "step" : undefined} className="flex gap-3">
            <Icon
              aria-hidden
              className={`mt-0.5 size-4 shrink-0 ${bad ? "text-down" : last && !ended ? "text-accent-text" : "text-up"}`}
            />
            <span className="min-w-0 flex-1 font-medium text-sm">{t(toState as "paid")}</span>
            <span className="figures shrink-0 text-muted text-xs">
              {format.dateTime(at, { dateStyle: "medium", timeStyle: "short", timeZone })}
            </span>
          </li>
        );
      })}
      {ahead.map((step) => (
        <li key={step} className="flex gap-3 text-faint">
          <span aria-hidden className="mx-0.5 mt-1 size-3 shrink-0 rounded-full border border-current" />
          <span className="text-sm">
            {t(step)}
            <span className="sr-only"> {steps("ahead")}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
