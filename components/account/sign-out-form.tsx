"use client";

import type { ReactNode } from "react";
import { signingOut } from "../viewer/last-account.ts";

/** The form of a button that signs out this browser. */
export function SignOutForm({
  action,
  className,
  children,
}: {
  action: () => Promise<void>;
  className: string;
  children: ReactNode;
}) {
  return (
    <form action={action} onSubmit={signingOut.begin} className={className}>
      {children}
    </form>
  );
}
