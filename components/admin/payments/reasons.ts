"use client";

import { useTranslations } from "next-intl";
import type { Messages } from "#lib/i18n/messages/en/index.ts";

/** Why staff do something to a payment. */
export type PaymentReason = keyof Messages["admin"]["payments"]["reason"];

/** Reasons with their texts, as dialogs offer them. */
export const useReasons = () => {
  const t = useTranslations("admin.payments.reason");
  return (codes: readonly PaymentReason[]) => codes.map((code) => ({ code, label: t(code) }));
};

/** A reason as the audit trail keeps it: the code, and what was written beside it. */
export const reasonText = ({ reason, note }: { reason: string; note: string }): string =>
  note.trim() ? `${reason}: ${note.trim()}` : reason;
