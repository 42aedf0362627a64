"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { readAmount } from "#lib/core/amount.ts";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useViewer } from "../../viewer/provider.tsx";
import { useCashOuts } from "./offers.tsx";

type Problem = { code: "amount" } | { code: "most"; most: bigint } | { code: "unknown" };

/** At which amounts a bet is cashed out by itself: a target above today's offer, a stop below it, or both. */
export function AutoCashOutForm({
  bet,
  onDone,
}: {
  bet: Pick<BetView, "id" | "currency" | "autoCashOut">;
  onDone: () => void;
}) {
  const t = useTranslations("bets.cashOut.auto");
  const locale = useLocale();
  const shared = useCashOuts();
  const account = useViewer()?.id;
  const router = useRouter();
  const currency = bet.currency as Currency;
  const { autoCashOut } = bet;
  const textOf = (minor: bigint | null | undefined) => (minor ? toDecimalText(money(currency, minor)) : "");
  const [target, setTarget] = useState(textOf(autoCashOut?.target));
  const [stop, setStop] = useState(textOf(autoCashOut?.stop));
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const set = async (amounts: { target: bigint | null; stop: bigint | null }): Promise<void> => {
    if (!shared || !account) return;
    setPending(true);
    setProblem(null);
    const wire = (minor: bigint | null) => minor?.toString() ?? null;
    const answer = await shared
      .setAuto({ account, betId: bet.id, target: wire(amounts.target), stop: wire(amounts.stop) })
      .catch(() => null);
    setPending(false);
    if (answer?.ok) {
      router.refresh();
      onDone();
    } else if (answer?.refusal.code === "auto_cash_out_invalid")
      setProblem({ code: "most", most: answer.refusal.most });
    else setProblem({ code: "unknown" });
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = (text: string): bigint | null | undefined => {
      const amount = readAmount(text, currency);
      if (amount.ok) return amount.value;
      return amount.refusal === "empty" ? null : undefined;
    };
    const [above, below] = [read(target), read(stop)];
    if (
      above === undefined ||
      below === undefined ||
      above === 0n ||
      below === 0n ||
      (above ?? below) === null
    )
      setProblem({ code: "amount" });
    else void set({ target: above, stop: below });
  };

  return (
    <form onSubmit={submit} className="grid gap-3" noValidate>
      <p className="text-muted text-sm">{t("lead")}</p>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={t("target", { currency })}
          inputMode="decimal"
          autoComplete="off"
          value={target}
          onChange={({ target: field }) => setTarget(field.value)}
        />
        <TextField
          label={t("stop", { currency })}
          inputMode="decimal"
          autoComplete="off"
          value={stop}
          onChange={({ target: field }) => setStop(field.value)}
        />
      </div>
      <p className="text-muted text-xs">{t("stopHint")}</p>
      {problem && (
        <Notice tone="bad" live="assertive">
          {problem.code === "most"
            ? t("most", { amount: formatMoney(locale, { currency, minor: problem.most }) })
            : t(problem.code)}
        </Notice>
      )}
      <div className="flex gap-2">
        <Button type="submit" kind="secondary" pending={pending}>
          {t("save")}
        </Button>
        {autoCashOut && (
          <Button kind="quiet" disabled={pending} onClick={() => set({ target: null, stop: null })}>
            {t("remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
