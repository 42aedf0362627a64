"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { TextArea } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { uuidv7 } from "#lib/core/id.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { Translate } from "./names.ts";

/** The texts of a refusal in a dialog: the command's own codes and those of every action. */
type Coded = { code: string; reference?: string };

export const refusalText = (t: Translate, { code, reference = "" }: Coded): string =>
  t.has(code) ? t(code, { reference }) : code;

export type Confirmed = {
  reason: string;
  note: string;
  /** One key per opening of the dialog: however often it is sent, it is done once. */
  idempotencyKey: string;
};

/** The request was sent, and no answer came. */
const NO_ANSWER: Coded = { code: "no_answer" };

/** Moves the focus to the content if the action removes its own button from the page, as voiding a bet does. */
const useFocusKept = (button: RefObject<HTMLElement | null>): void =>
  useLayoutEffect(() => {
    const held = button.current;
    return () => {
      if (held && document.activeElement === held) document.getElementById("content")?.focus();
    };
  }, [button]);

/**
 * A button that opens a dialog: explains what will happen, asks for a reason and a note, and shows a refusal in
 * place. The page is refreshed once it is done. If no answer arrives, confirming again sends the same key.
 */
export function ReasonDialog<Value, Refusal extends Coded>({
  label,
  title,
  confirmLabel,
  tone = "plain",
  small = false,
  strong = false,
  disabled = false,
  wide = false,
  reasons,
  asks,
  onOpen,
  ready = true,
  children,
  submit,
}: {
  label: ReactNode;
  title: string;
  confirmLabel: string;
  tone?: "plain" | "danger";
  small?: boolean;
  /** The primary action of its page. */
  strong?: boolean;
  /** Nothing can be decided yet. The button keeps its place and the focus, and opens nothing. */
  disabled?: boolean;
  wide?: boolean;
  /** Codes with their wording; none where no reason is asked for. */
  reasons: readonly { code: string; label: string }[];
  /** What the note is for, where it must be written. */
  asks?: string;
  onOpen?: () => void;
  /** False while the impact is being calculated: nothing can be confirmed unseen. */
  ready?: boolean;
  children?: ReactNode;
  submit: (confirmed: Confirmed) => Promise<ActionResult<Value, Refusal>>;
}) {
  const t = useTranslations("admin.dialog");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState("");
  const [refusal, setRefusal] = useState<Coded | null>(null);
  const [pending, start] = useTransition();
  // It was sent to a second person, and is not sent again.
  const waits = refusal?.code === "approval_required";
  const trigger = useRef<HTMLButtonElement>(null);
  useFocusKept(trigger);

  const change = (next: boolean): void => {
    if (next && disabled) return;
    if (next) {
      setRefusal(null);
      setKey(uuidv7());
      onOpen?.();
    }
    setOpen(next);
  };
  const send = (form: FormData): void =>
    start(async () => {
      const done = await submit({
        reason: String(form.get("reason") ?? ""),
        note: String(form.get("note") ?? ""),
        idempotencyKey: key,
      }).catch(() => ({ ok: false as const, refusal: NO_ANSWER }));
      if (!done.ok) {
        setRefusal(done.refusal as Coded);
        return;
      }
      setOpen(false);
      router.refresh();
    });

  return (
    <Dialog
      onOpenChange={change}
      open={open}
      title={title}
      wide={wide}
      trigger={
        <Button
          aria-disabled={disabled || undefined}
          className="aria-disabled:cursor-not-allowed aria-disabled:bg-raised aria-disabled:text-faint"
          kind={strong ? "primary" : small ? "quiet" : tone === "danger" ? "danger" : "outline"}
          ref={trigger}
          size="sm"
        >
          {label}
        </Button>
      }
    >
      <form
        className="grid gap-4 text-sm"
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        {children}
        {reasons.length > 0 ? (
          <fieldset className="min-w-0">
            <legend className="mb-1.5 font-medium">{t("reason")}</legend>
            <div className={clsx("grid gap-1.5 min-[24rem]:grid-cols-2", wide && "sm:grid-cols-4")}>
              {reasons.map(({ code, label: reason }) => (
                <label
                  className="flex min-h-9 items-center gap-2 rounded-md border px-2.5 hover:bg-raised has-checked:border-accent has-checked:bg-raised pointer-coarse:min-h-11"
                  key={code}
                >
                  <input className="size-4 accent-accent" name="reason" required type="radio" value={code} />
                  {reason}
                </label>
              ))}
            </div>
          </fieldset>
        ) : null}
        <TextArea
          className="min-h-16"
          label={asks ?? t("noteOptional")}
          maxLength={500}
          minLength={asks ? 10 : undefined}
          name="note"
          required={asks !== undefined}
          rows={asks ? 4 : 2}
        />
        {refusal ? (
          <Notice live="assertive" tone={waits ? "good" : "bad"}>
            {refusalText(tRefusal, refusal)}
          </Notice>
        ) : null}
        <div className="sticky bottom-[calc(-1*max(1.25rem,env(safe-area-inset-bottom)))] -mx-5 -mb-[max(1.25rem,env(safe-area-inset-bottom))] flex justify-end gap-2 border-t bg-surface px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
          <DialogClose asChild>
            <Button kind="quiet">{t("cancel")}</Button>
          </DialogClose>
          <Button
            disabled={!ready || waits}
            kind={tone === "danger" ? "danger" : "primary"}
            pending={pending}
            type="submit"
          >
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
