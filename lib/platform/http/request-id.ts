const SAFE = /^[\w-]{8,64}$/;

/** The id under which a request is told of in logs and answers: the one that it came with, where that is a plain word, else a new one. */
export const requestIdOf = (given: string | undefined | null): string =>
  given && SAFE.test(given) ? given : crypto.randomUUID();
