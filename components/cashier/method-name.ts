"use client";
import { useTranslations } from "next-intl";
import { methodName } from "./methods.ts";

/** What players call a way to pay. */
export const useMethodName = (): ((method: string) => string) => {
  const t = useTranslations("cashier.method");
  return (method) => methodName(t, method);
};
