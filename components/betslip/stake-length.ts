/** The most characters that a stake is typed with. */
export const STAKE_LENGTH_MAX = 20;
