const SAFE = /^[\w-]{8,64}$/;

/** The id of a request in logs and answers: the one that it arrived with, if that is a plain word, else a new one. */
export const requestIdOf = (given: string | undefined | null): string =>
  given && SAFE.test(given) ? given : crypto.randomUUID();
