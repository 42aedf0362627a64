"use client";
import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import { type SubmitEvent, startTransition, useActionState, useEffect, useRef } from "react";
import { useViewerStore } from "../viewer/provider.tsx";
import type { FormState } from "./state.ts";

/** Passwords are never sent back, so a refused form keeps what is typed in them. */
const resetForm = (form: HTMLFormElement, refused: boolean): void => {
  const secrets = refused ? [...form.querySelectorAll<HTMLInputElement>("input[data-secret]")] : [];
  const typed = secrets.map(({ value }) => value);
  form.reset();
  for (const [index, secret] of secrets.entries()) secret.value = typed[index] as string;
};

/**
 * Sends a form to a server action and holds its last answer. An answer that never comes is said above the form, which stays as
 * it was filled; nothing is known then of what was done. Works before scripts have loaded.
 */
export const useAnswer = <State extends FormState>(
  action: (previous: Awaited<State>, form: FormData) => Promise<State>,
  empty: Awaited<State>,
) => {
  const t = useTranslations("common");
  const viewers = useViewerStore();
  const form = useRef<HTMLFormElement>(null);
  const [posted, post] = useActionState(action, empty);
  const [state, send, pending] = useActionState(async (previous: Awaited<State>, fields: FormData) => {
    try {
      return await action(previous, fields);
    } catch (fault) {
      unstable_rethrow(fault);
      const error = t(unstable_isUnrecognizedActionError(fault) ? "outdated" : "noAnswer");
      return { ...previous, errors: {}, done: null, error };
    }
  }, posted);

  useEffect(() => {
    if (state.answer > 0 && form.current) resetForm(form.current, state.done === null);
  }, [state.answer, state.done]);

  return {
    state,
    pending,
    form: {
      ref: form,
      action: post,
      noValidate: true,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget, event.nativeEvent.submitter);
        const { viewer } = viewers.current();
        if (viewer) fields.set("account", viewer.id);
        startTransition(() => send(fields));
      },
    },
  };
};
