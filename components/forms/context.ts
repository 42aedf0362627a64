"use client";
import { createContext, use } from "react";
import { useFormStatus } from "react-dom";
import { EMPTY_FORM, type FormState } from "./state.ts";

export const FormContext = createContext<FormState>(EMPTY_FORM);

/** The last answer to the form around it. */
export const useForm = (): FormState => use(FormContext);

/** True while the form around it is on its way. */
export const usePending = (): boolean => useFormStatus().pending;
