"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { refusalText } from "../../dialog.tsx";
import type { Translate } from "../../names.ts";
import type { Send } from "../control-popover.tsx";
import { useSend } from "../use-send.ts";

/** A form in a dialog that sends one command under one key, shows why it was refused, and closes when it is done. */
export function FormDialog({
  title,
  trigger,
  confirmLabel,
  wide = false,
  ready,
  onOpen,
  submit,
  children,
}: {
  title: string;
  trigger: ReactNode;
  confirmLabel: string;
  wide?: boolean;
  ready: boolean;
  /** Fills the fields with what is in force. */
  onOpen: () => void;
  submit: (send: Send) => void;
  children: ReactNode;
}) {
  const t = useTranslations("admin.dialog");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const [open, setOpen] = useState(false);
  const { pending, refusal, reset, send } = useSend(() => setOpen(false));
  return (
    <Dialog
      onOpenChange={(next) => {
        if (next) {
          onOpen();
          reset();
        }
        setOpen(next);
      }}
      open={open}
      title={title}
      trigger={trigger}
      wide={wide}
    >
      <form
        className="grid gap-4 text-sm"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) submit(send);
        }}
      >
        {children}
        {refusal ? (
          <Notice live="assertive" tone="bad">
            {refusalText(tRefusal, refusal)}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button kind="quiet">{t("cancel")}</Button>
          </DialogClose>
          <Button disabled={!ready} kind="primary" pending={pending} type="submit">
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
