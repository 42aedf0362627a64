"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { AlertDialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { PlayView } from "#lib/players/schema.ts";
import { SignOutForm } from "../account/sign-out-form.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";
import { useViewer } from "../viewer/provider.tsx";
import { elapsedOf } from "./session-clock.tsx";
import { type HeldPlay, play, usePlay } from "./store.ts";
import type { AnswerCheck } from "./watch.tsx";

/** Pages on which players look after themselves and their money: what stops play says so there, and lies over nothing. */
const OPEN_PAGES = ["/account", "/cashier", "/statement"];

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-4 py-2">
    <dt className="text-muted text-sm">{name}</dt>
    <dd className="figures font-semibold">{children}</dd>
  </div>
);

/** "1 hr 5 min" */
const useDuration = (): ((minutes: number) => string) => {
  const t = useTranslations("play");
  return (minutes) => t("duration", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
};

function Window({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 animate-appear bg-scrim" />
        <AlertDialog.Content
          onEscapeKeyDown={(event) => event.preventDefault()}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] animate-rise overflow-y-auto rounded-t-xl border border-line bg-surface p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-float sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[min(28rem,calc(100vw-2rem))] sm:-translate-1/2 sm:animate-appear sm:rounded-xl"
        >
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-muted text-sm">{text}</AlertDialog.Description>
          {children}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Ways({ signOut }: { signOut: () => Promise<void> }) {
  const t = useTranslations("play");
  return (
    <div className="mt-2 grid gap-2 sm:grid-cols-3">
      <ButtonLink kind="outline" href="/account/limits">
        {t("limits")}
      </ButtonLink>
      <ButtonLink kind="outline" href="/account/safer-gambling">
        {t("timeOut")}
      </ButtonLink>
      <SignOutForm action={signOut} className="grid">
        <Button type="submit" kind="outline">
          {t("signOut")}
        </Button>
      </SignOutForm>
    </div>
  );
}

/** The button that goes on, once the break that the law puts after a check is over. */
function Continue({ held, answer, size }: { held: HeldPlay; answer: AnswerCheck; size?: "sm" }) {
  const t = useTranslations("play");
  const viewer = useViewer();
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState(false);
  const seconds = useSecondsLeft(performance.timeOrigin + held.at + held.view.breakMs);
  const send = async () => {
    setSending(true);
    const answered = await answer({ ...(viewer && { account: viewer.id }) }).catch(() => null);
    setFailed(!answered?.ok && (answered === null || answered.refusal.code !== "break_not_over"));
    await play.refresh();
    setSending(false);
  };
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <>
      {failed && (
        <Notice tone="bad" live="assertive">
          {t("failed")}
        </Notice>
      )}
      <Button
        kind="primary"
        {...(size && { size })}
        disabled={seconds > 0}
        pending={sending}
        onClick={() => void send()}
        className="figures"
      >
        {seconds > 0 ? t("continueIn", { time: clock }) : t("continue")}
      </Button>
    </>
  );
}

function Check({
  held,
  answer,
  signOut,
}: {
  held: HeldPlay;
  answer: AnswerCheck;
  signOut: () => Promise<void>;
}) {
  const t = useTranslations("play.check");
  const locale = useLocale();
  const duration = useDuration();
  const currency = useViewer()?.currency;
  const [minutes] = useState(() => Math.floor(elapsedOf(held) / 60_000));
  const { totals, breakMs } = held.view;
  const amount = (minor: bigint, signed = false) =>
    currency ? formatMoney(locale, money(currency, minor), { signed }) : "";
  return (
    <Window title={t("title")} text={breakMs > 0 ? t("textBreak") : t("text")}>
      <dl className="my-4 divide-y border-y">
        <Fact name={t("time")}>{duration(minutes)}</Fact>
        <Fact name={t("staked")}>{totals ? amount(BigInt(totals.staked)) : "–"}</Fact>
        <Fact name={t("returned")}>{totals ? amount(BigInt(totals.returned)) : "–"}</Fact>
        <Fact name={t("net")}>
          {totals ? amount(BigInt(totals.returned) - BigInt(totals.staked), true) : "–"}
        </Fact>
      </dl>
      <div className="grid gap-2">
        <Continue held={held} answer={answer} />
      </div>
      <Ways signOut={signOut} />
    </Window>
  );
}

const useLimitText = (): ((limit: PlayView["limit"]) => string) => {
  const t = useTranslations("play.limit");
  const format = useFormatter();
  const duration = useDuration();
  return (limit) =>
    limit
      ? t("text", {
          limit: duration(limit.minutes),
          period: limit.period,
          time: format.dateTime(new Date(limit.resetsAt), { dateStyle: "medium", timeStyle: "short" }),
        })
      : t("short");
};

/** What stops play now: a window over pages on which one plays, a line at the foot of the others. */
export function Stopped({
  answer,
  signOut,
  path,
}: {
  answer: AnswerCheck;
  signOut: () => Promise<void>;
  path: string;
}) {
  const t = useTranslations("play");
  const limitText = useLimitText();
  const held = usePlay();
  const [closed, setClosed] = useState(false);
  const reason = held?.view.stop?.reason;
  if (!held || !reason) return null;
  const open = OPEN_PAGES.some((page) => path === page || path.startsWith(`${page}/`));
  if (reason === "reality_check" && !open) return <Check held={held} answer={answer} signOut={signOut} />;
  if (reason === "session_limit" && !open && !closed)
    return (
      <Window title={t("limit.title")} text={limitText(held.view.limit)}>
        <div className="mt-4 grid">
          <Button kind="primary" onClick={() => setClosed(true)}>
            {t("close")}
          </Button>
        </div>
        <Ways signOut={signOut} />
      </Window>
    );
  return (
    <div role="status" className="fixed inset-x-0 bottom-16 z-40 flex justify-center px-3 desk:bottom-5">
      <div className="flex max-w-xl animate-rise flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm shadow-float">
        <p className="min-w-48 flex-1">
          {reason === "session_limit"
            ? limitText(held.view.limit)
            : t(reason === "reality_check" ? "check.waiting" : "required")}
        </p>
        {reason === "reality_check" && <Continue held={held} answer={answer} size="sm" />}
        {reason === "limits_required" && path !== "/account/limits" && (
          <ButtonLink size="sm" kind="primary" href="/account/limits">
            {t("limits")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
