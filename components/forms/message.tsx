"use client";
import { Notice } from "../ui/notice.tsx";
import { useForm } from "./form.tsx";

/** What is wrong with the whole, or what was done. Has the focus after an answer without a wrong field. */
export const FormMessage = () => {
  const { error, done } = useForm();
  if (!error && !done) return null;
  return (
    <div data-form-message tabIndex={-1} className="outline-none">
      <Notice tone={error ? "bad" : "good"} live={error ? "assertive" : "polite"}>
        {error ?? done}
      </Notice>
    </div>
  );
};
