"use client";
import type { ReactNode } from "react";
import { useForm } from "../forms/form.tsx";
import { FormMessage } from "../forms/message.tsx";
import type { FormState } from "../forms/state.ts";

export type CodesState = FormState & { recoveryCodes?: string[] };

/** The recovery codes of the answer to the form around it, which are shown this once, in place of its fields. */
export const RecoveryCodes = ({ children, keep }: { children: ReactNode; keep: string }) => {
  const { recoveryCodes } = useForm() as CodesState;
  if (!recoveryCodes) return children;
  return (
    <div className="grid gap-4">
      <FormMessage />
      <p className="text-sm">{keep}</p>
      <ul className="grid gap-x-6 gap-y-1 font-mono text-sm tabular-nums sm:grid-cols-2">
        {recoveryCodes.map((code) => (
          <li key={code} className="select-all whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
    </div>
  );
};
