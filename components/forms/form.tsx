"use client";
import { createContext, type ReactNode, use, useEffect } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { EMPTY_FORM, type FormState, STEP_UP_FIELD } from "./state.ts";
import { useAnswer } from "./use-answer.ts";

const FormContext = createContext<FormState>(EMPTY_FORM);

/** The last answer to the form around it. */
export const useForm = (): FormState => use(FormContext);

/** Asks who it is once more. The form is sent again with the answer, with the same contents. */
const StepUp = ({ kind, title, label, error }: NonNullable<FormState["stepUp"]>) => (
  <fieldset className="grid gap-3 rounded-lg border border-line-strong p-4">
    <legend className="sr-only">{title}</legend>
    <p className="font-medium text-sm">{title}</p>
    <input name={`${STEP_UP_FIELD}.kind`} type="hidden" value={kind} />
    <TextField
      autoComplete={kind === "totp" ? "one-time-code" : "current-password"}
      error={error ?? undefined}
      label={label}
      name={STEP_UP_FIELD}
      required
      type={kind === "totp" ? "text" : "password"}
    />
    <Button
      className="w-full sm:w-auto sm:justify-self-start"
      kind="primary"
      pending={usePending()}
      type="submit"
    >
      {title}
    </Button>
  </fieldset>
);

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

/** True while the form around it is on its way. */
export const usePending = (): boolean => useFormStatus().pending;
