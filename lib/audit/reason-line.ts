/** Reason and note as one line of the audit trail. */
export const reasonLine = (reason: string, note: string | null | undefined): string =>
  note ? `${reason}: ${note}` : reason;
