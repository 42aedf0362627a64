"use client";
import { useEffect, useRef, useState } from "react";
import { doWork } from "#lib/platform/proof-of-work/protocol.ts";
import { useForm } from "./form.tsx";

/** Does the work that the last answer asks for, and sends the form again with it. */
export const BrowserCheck = ({ name }: { name: string }) => {
  const { challenge } = useForm();
  const [proof, setProof] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!challenge) return;
    let wanted = true;
    doWork(challenge).then((done) => wanted && setProof(done));
    return () => {
      wanted = false;
    };
  }, [challenge]);
  useEffect(() => {
    if (proof !== "" && challenge !== null && proof.startsWith(challenge))
      input.current?.form?.requestSubmit();
  }, [proof, challenge]);
  return <input name={name} ref={input} type="hidden" value={proof} />;
};
