import type { ExclusionRegister } from "../jurisdictions/policy.ts";

/** What a register is told about somebody. Null: we do not know it. */
export type RegisterPerson = {
  firstName: string | null;
  lastName: string | null;
  /** YYYY-MM-DD. */
  birthDate: string;
  email: string;
  postcode: string | null;
  mobile: string | null;
};

/** `formerly_excluded`: the exclusion is over, and marketing stays off. */
export type RegisterAnswer = {
  answer: "clear" | "excluded" | "formerly_excluded";
  /** What the register calls this question. */
  reference: string | null;
};

/** The register cannot be asked, or answers what it should not. Whoever asked is kept out until it can. */
export class RegisterUnavailable extends Error {}

/** A national register of people who excluded themselves from gambling. Adapters are files beside this one. */
export type Register = {
  readonly id: ExclusionRegister;
  /** Without these it cannot tell people apart. */
  readonly needs: readonly (keyof RegisterPerson)[];
  /** How many people one request may ask about. */
  readonly batchMax: number;
  /** One answer for each person, in their order. Throws RegisterUnavailable. */
  ask(people: readonly RegisterPerson[]): Promise<RegisterAnswer[]>;
};

/** How long a register may take. */
export const REGISTER_TIMEOUT_MS = 5_000;

/** An HTTP request to a register. Throws RegisterUnavailable for whatever is not an answer of the kind 2xx. */
export const askRegister = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(url, {
    ...init,
    redirect: "error",
    signal: AbortSignal.timeout(REGISTER_TIMEOUT_MS),
  }).catch((error) => {
    throw new RegisterUnavailable("the register is out of reach", { cause: error });
  });
  if (!response.ok) throw new RegisterUnavailable(`the register answered ${response.status}`);
  return response;
};
