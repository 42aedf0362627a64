"use client";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useEffect } from "react";
import { useForm } from "../forms/context.ts";
import { PasskeyButton, useSent, webauthn } from "./ask.tsx";

const RENEW_MS = 240_000;

type Challenge = () => Promise<PublicKeyCredentialRequestOptionsJSON | null>;

/** Has the browser offer passkeys in the list below a field whose autocomplete ends in "webauthn". */
const Autofill = ({ challenge }: { challenge: Challenge }) => {
  const { send, field } = useSent("passkey");
  const { answer } = useForm();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after an answer, which used the challenge up, the browser is asked again
  useEffect(() => {
    let wanted = true;
    const offer = async (): Promise<void> => {
      const { browserSupportsWebAuthnAutofill, startAuthentication } = await webauthn();
      if (!(await browserSupportsWebAuthnAutofill()) || !wanted) return;
      const optionsJSON = await challenge();
      if (!wanted || !optionsJSON) return;
      const given = await startAuthentication({ optionsJSON, useBrowserAutofill: true });
      if (wanted) send(JSON.stringify(given));
    };
    // Refused, cancelled, or asked for anew: the button is there all the same.
    const quietly = (): void => void offer().catch(() => undefined);
    quietly();
    const renewing = setInterval(quietly, RENEW_MS);
    return () => {
      wanted = false;
      clearInterval(renewing);
    };
  }, [challenge, answer]);
  return field;
};

/** Signs in with a passkey alone: by this button, or from the browser's suggestions for the email field. */
export const PasskeySignIn = ({
  challenge,
  label,
  failed,
}: {
  challenge: Challenge;
  label: string;
  failed: string;
}) => (
  <>
    <Autofill challenge={challenge} />
    <PasskeyButton
      name="passkeyAsked"
      options={challenge}
      failed={failed}
      kind="outline"
      size="lg"
      className="w-full"
    >
      {label}
    </PasskeyButton>
  </>
);
