import { sha256 } from "@noble/hashes/sha2.js";

/**
 * Work that a browser does before it may try again: find a number that, after the challenge, hashes to so many leading zero bits (as in
 * Hashcash). A challenge begins with the number of bits, "16.…". Pages on plain http have no hashing of the browser's own.
 */
const bitsOf = (challenge: string): number => Number(challenge.slice(0, challenge.indexOf(".")));

const leadingZeros = (hash: Uint8Array): number => {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
};

/** Whether the proof, "<challenge>:<number>", is the work that its challenge asks for. */
export const isWorkDone = (proof: string): boolean => {
  const bits = bitsOf(proof);
  return bits > 0 && leadingZeros(sha256(new TextEncoder().encode(proof))) >= bits;
};

/** So many hashes at a time leave the page responsive. */
const AT_ONCE = 2_000;

/** Does the work: the proof. A few seconds at most. */
export const doWork = async (challenge: string): Promise<string> => {
  for (let n = 0; ; n += 1) {
    const proof = `${challenge}:${n}`;
    if (isWorkDone(proof)) return proof;
    if (n % AT_ONCE === 0) await new Promise((resume) => setTimeout(resume));
  }
};
