/** What a form shows after it was sent: worded on the server, so that it also works before any script has loaded. */
export type FormState = {
  /** What was sent, to fill the fields again. Never passwords. */
  values: Record<string, string>;
  /** Wrong fields by name, worded. */
  errors: Record<string, string>;
  /** What is wrong with the whole, worded. */
  error: string | null;
  /** What was done, worded. */
  done: string | null;
  /** Grows with every answer, so that the page notices the same answer twice. */
  answer: number;
};

export const EMPTY_FORM: FormState = { values: {}, errors: {}, error: null, done: null, answer: 0 };
