"use client";
import { createContext, type ReactNode, use, useEffect } from "react";
import { useFormStatus } from "react-dom";
import { EMPTY_FORM, type FormState } from "./state.ts";
import { useAnswer } from "./use-answer.ts";

const FormContext = createContext<FormState>(EMPTY_FORM);

/** The last answer to the form around it. */
export const useForm = (): FormState => use(FormContext);

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
      </form>
    </FormContext>
  );
};

/** True while the form around it is on its way. */
export const usePending = (): boolean => useFormStatus().pending;
