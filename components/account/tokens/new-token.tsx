"use client";
import type { ReactNode } from "react";
import { useForm } from "../../forms/form.tsx";
import { FormMessage } from "../../forms/message.tsx";
import type { FormState } from "../../forms/state.ts";

export type TokenState = FormState & { token?: string };

/** The token of the answer to the form around it, which is shown this once, in place of its fields. */
export const NewToken = ({ children, keep }: { children: ReactNode; keep: string }) => {
  const { done, token } = useForm() as TokenState;
  if (!done) return children;
  return (
    <div className="grid gap-3">
      <FormMessage />
      <p className="text-sm">{keep}</p>
      <p className="select-all rounded-md border border-line-strong bg-bg p-3 font-mono text-sm [overflow-wrap:anywhere]">
        {token}
      </p>
    </div>
  );
};

/** A scope to choose, by its name and what it is for. */
export const ScopeCheck = ({ scope, children }: { scope: string; children: ReactNode }) => {
  const { values, answer } = useForm();
  const chosen = Object.entries(values).some(([name, value]) => name.startsWith("scopes") && value === scope);
  return (
    <label className="flex items-start gap-3 py-2 text-sm">
      <input
        key={answer}
        type="checkbox"
        name="scopes[]"
        value={scope}
        defaultChecked={chosen}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-mono text-sm">{scope}</span>
        <span className="block text-muted text-xs">{children}</span>
      </span>
    </label>
  );
};

/** What is wrong with the choice of scopes. */
export const ScopesError = () => {
  const { errors } = useForm();
  return errors.scopes ? <p className="font-medium text-down text-xs">{errors.scopes}</p> : null;
};
