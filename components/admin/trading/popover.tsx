"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";

/** A small form beside what it changes. */
export function Popover({
  open,
  onOpenChange,
  label,
  trigger,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}) {
  return (
    <Primitive.Root onOpenChange={onOpenChange} open={open}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          aria-label={label}
          className="z-40 grid w-72 max-w-[calc(100vw-1.5rem)] animate-appear gap-3 rounded-lg border border-line bg-surface p-3 text-sm shadow-float"
          collisionPadding={12}
          sideOffset={4}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
