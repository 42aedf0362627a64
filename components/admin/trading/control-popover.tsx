"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import { refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import { Popover } from "./popover.tsx";
import { useSend } from "./use-send.ts";

export const CONTROL_FIELD =
  "h-9 w-full min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm hover:border-muted aria-invalid:border-down pointer-coarse:h-11";

/** A named field of a control. */
export function ControlField({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={`grid min-w-0 gap-1 ${className ?? "flex-1"}`}>
      <span className="truncate text-muted text-xs">{label}</span>
      {children}
    </label>
  );
}

export type Send = (
  run: (idempotencyKey: string) => Promise<ActionResult<unknown, { code: string; reference?: string }>>,
) => void;

/**
 * What traders set, beside what it changes: a form that is empty at each opening, sends one command under one key, shows why it was
 * refused, and closes when it is done.
 */
export function ControlPopover({
  label,
  title,
  trigger,
  onOpen,
  submit,
  footer,
  children,
}: {
  /** Read out: what is being changed. */
  label: string;
  title: string;
  trigger: ReactNode;
  /** Fills the fields with what is in force. */
  onOpen: () => void;
  submit: (send: Send) => void;
  footer: (state: { pending: boolean; send: Send }) => ReactNode;
  children: ReactNode;
}) {
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const [open, setOpen] = useState(false);
  const { pending, refusal, reset, send } = useSend(() => setOpen(false));
  const change = (next: boolean): void => {
    if (next) {
      onOpen();
      reset();
    }
    setOpen(next);
  };
  return (
    <Popover label={label} onOpenChange={change} open={open} trigger={trigger}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(send);
        }}
      >
        <h3 className="font-semibold">{title}</h3>
        {children}
        {refusal ? (
          <p className="text-down text-xs" role="alert">
            {refusalText(tRefusal, refusal)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">{footer({ pending, send })}</div>
      </form>
    </Popover>
  );
}
