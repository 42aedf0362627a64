/** A free bet as the stake of a bet: its id, and its amount as plain decimal text. */
export type FreeStake = { id: string; amount: string };

const FREE = /^free:([0-9a-f-]{36}):(\d{1,18}(?:\.\d{1,8})?)$/;

/** The text of a stake that is a free bet, as the slip keeps it among the typed ones. */
export const freeStakeText = ({ id, amount }: FreeStake): string => `free:${id}:${amount}`;

/** The free bet that a stake is; null for one that was typed. */
export const freeStakeOf = (text: string): FreeStake | null => {
  const [, id, amount] = FREE.exec(text) ?? [];
  return id !== undefined && amount !== undefined ? { id, amount } : null;
};

/** A stake as a bet has it: its amount, and the free bet that it is. */
export const stakeOfText = (text: string): { stake: string; freeBet?: string } => {
  const free = freeStakeOf(text);
  return free ? { stake: free.amount, freeBet: free.id } : { stake: text };
};

/** The inverse, for a bet that returns to the slip. */
export const textOfStake = ({ stake, freeBet }: { stake: string; freeBet?: string }): string =>
  freeBet === undefined ? stake : freeStakeText({ id: freeBet, amount: stake });
