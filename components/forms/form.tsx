"use client";
import { type ReactNode, useEffect } from "react";
import { FormContext } from "./context.ts";
import { EMPTY_FORM, type FormState } from "./state.ts";
import { StepUp } from "./step-up.tsx";
import { useAnswer } from "./use-answer.ts";

export { useForm, usePending } from "./context.ts";

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

/**
 * A form that a server action answers. Works before scripts have loaded. After an answer the first wrong field has the
 * focus, or the message about the whole.
 */
export const Form = ({
  action,
  className,
  children,
}: {
  action: FormAction;
  className?: string;
  children: ReactNode;
}) => {
  const { state, form } = useAnswer(action, EMPTY_FORM);
  useEffect(() => {
    if (state === EMPTY_FORM) return;
    const wrong = form.ref.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    const target = wrong ?? form.ref.current?.querySelector<HTMLElement>("[data-form-message]");
    target?.focus();
  }, [state, form.ref]);
  return (
    <FormContext value={state}>
      <form {...form} className={className}>
        {children}
        {state.stepUp && <StepUp {...state.stepUp} />}
      </form>
    </FormContext>
  );
};
