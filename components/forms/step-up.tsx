"use client";
import { PasskeyButton } from "../passkeys/ask.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { usePending } from "./context.ts";
import { STEP_UP_FIELD, STEP_UP_PASSKEY_FIELD, type StepUpAsked } from "./state.ts";

/** Asks who it is once more. The form is sent again with the answer, with the same contents. */
export const StepUp = ({ title, error, typed, passkey }: StepUpAsked) => {
  const pending = usePending();
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line-strong p-4">
      <legend className="sr-only">{title}</legend>
      <p className="font-medium text-sm">{title}</p>
      {passkey && (
        <PasskeyButton
          className="w-full sm:w-auto sm:justify-self-start"
          failed={passkey.failed}
          kind={typed ? "outline" : "primary"}
          name={STEP_UP_PASSKEY_FIELD}
          options={passkey.options}
        >
          {passkey.label}
        </PasskeyButton>
      )}
      {typed && (
        <>
          <input name={`${STEP_UP_FIELD}.kind`} type="hidden" value={typed.kind} />
          <TextField
            autoComplete={typed.kind === "password" ? "current-password" : "one-time-code"}
            error={error ?? undefined}
            label={typed.label}
            name={STEP_UP_FIELD}
            required
            type={typed.kind === "password" ? "password" : "text"}
          />
          <Button
            className="w-full sm:w-auto sm:justify-self-start"
            kind="primary"
            pending={pending}
            type="submit"
          >
            {title}
          </Button>
        </>
      )}
      {error && !typed && (
        <p className="font-medium text-down text-sm" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};
