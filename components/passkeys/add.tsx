"use client";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { type ReactNode, useEffect, useState } from "react";
import { RecoveryCodes } from "../account/recovery-codes.tsx";
import { Submit } from "../forms/fields.tsx";
import { Form, type FormAction, useForm } from "../forms/form.tsx";
import { FormMessage } from "../forms/message.tsx";
import type { FormState } from "../forms/state.ts";
import { Failed, useSent, webauthn } from "./ask.tsx";

export type CreationState = FormState & { creation?: PublicKeyCredentialCreationOptionsJSON };

/** Has the browser make the passkey that the answer to the form around it asks for, and sends the form again with it. */
const Create = ({ failed }: { failed: string }) => {
  const { creation, answer } = useForm() as CreationState;
  const { send, field } = useSent("response");
  const [problem, setProblem] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer once
  useEffect(() => {
    setProblem(false);
    if (!creation) return;
    webauthn()
      .then(({ startRegistration }) => startRegistration({ optionsJSON: creation }))
      .then(
        (made) => send(JSON.stringify(made)),
        () => setProblem(true),
      );
  }, [answer]);
  return (
    <>
      {field}
      {problem && <Failed>{failed}</Failed>}
    </>
  );
};

/** Adds a passkey of this device, or of a phone or a security key that the browser offers. */
export const AddPasskey = ({
  begin,
  add,
  text,
  children,
}: {
  begin: FormAction;
  add: FormAction;
  text: { add: string; adding: string; failed: string; keep: string };
  children?: ReactNode;
}) => (
  <Form
    action={(previous, form) => (form.get("response") ? add : begin)(previous, form)}
    className="grid gap-4"
  >
    <RecoveryCodes keep={text.keep}>
      {children}
      <FormMessage />
    </RecoveryCodes>
    <Create failed={text.failed} />
    <Submit kind="primary" pendingText={text.adding} className="w-full sm:w-auto sm:justify-self-start">
      {text.add}
    </Submit>
  </Form>
);
