"use client";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { useForm, usePending } from "../forms/context.ts";
import { Button } from "../ui/button.tsx";

/** Fetched by whoever presses a button for it. */
export const webauthn = () => import("@simplewebauthn/browser");

/**
 * A hidden field whose value is sent with its form as soon as it has one. An answer of a passkey is good once: after the form's answer
 * it is empty again.
 */
export const useSent = (name: string) => {
  const { answer } = useForm();
  const [value, setValue] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (value !== "") field.current?.form?.requestSubmit();
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer empties it
  useEffect(() => setValue(""), [answer]);
  return { send: setValue, field: <input name={name} ref={field} type="hidden" value={value} /> };
};

/** What went wrong on the way to the passkey: most often the person closed the browser's dialog. */
export const Failed = ({ children }: { children: string }) => (
  <p role="alert" className="font-medium text-down text-sm">
    {children}
  </p>
);

/** Asks the browser for a passkey and sends the form around it with the answer. */
export const PasskeyButton = ({
  name,
  options,
  failed,
  children,
  ...look
}: {
  /** The field that carries the answer. */
  name: string;
  /** What the browser asks for; a challenge is good for five minutes. */
  options:
    | PublicKeyCredentialRequestOptionsJSON
    | (() => Promise<PublicKeyCredentialRequestOptionsJSON | null>);
  failed: string;
} & Omit<ComponentProps<typeof Button>, "name" | "type" | "onClick">) => {
  const { send, field } = useSent(name);
  const [problem, setProblem] = useState(false);
  const [asking, setAsking] = useState(false);
  const pending = usePending();
  const ask = async (): Promise<void> => {
    setProblem(false);
    setAsking(true);
    try {
      const [{ startAuthentication }, optionsJSON] = await Promise.all([
        webauthn(),
        typeof options === "function" ? options() : options,
      ]);
      if (!optionsJSON) throw new Error("no challenge");
      send(JSON.stringify(await startAuthentication({ optionsJSON })));
    } catch {
      setProblem(true);
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      {field}
      <Button {...look} type="button" pending={asking || pending} onClick={ask}>
        {!(asking || pending) && <KeyRound aria-hidden className="size-4.5" />}
        {children}
      </Button>
      {problem && <Failed>{failed}</Failed>}
    </>
  );
};
