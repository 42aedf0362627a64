/** Universally unique, ordered by time: rows made together lie together, and the id tells the partition. */
export type Uuid = string;

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then randomness. */
export const uuidv7 = (now: number = Date.now()): Uuid => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = now;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** When a UUID of version 7 was made, in milliseconds. */
export const uuidTime = (id: Uuid): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): text is Uuid => UUID.test(text);
