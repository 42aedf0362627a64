import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { Translate } from "../names.ts";

const TONE: Readonly<Record<string, Tone>> = {
  succeeded: "up",
  paid: "up",
  failed: "down",
  declined: "down",
  returned: "down",
  canceled: "plain",
  expired: "plain",
  in_review: "warn",
  information_needed: "warn",
};

/** A text of the catalogue for a code; the code itself where there is none, such as a method of a new provider. */
export const nameOf = (t: Translate, group: string, code: string): string =>
  t.has(`payments.${group}.${code}`) ? t(`payments.${group}.${code}`) : code;

export function PaymentState({ state, t }: { state: string; t: Translate }) {
  return <Badge tone={TONE[state] ?? "accent"}>{nameOf(t, "state", state)}</Badge>;
}
