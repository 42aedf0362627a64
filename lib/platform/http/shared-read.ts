type Held<Value> = { at: number; value: Promise<Value> };

type Options = {
  /** How old an answer may be, in milliseconds since it was asked for. */
  ageMs: number;
  /** The most keys whose answers are held. */
  keysMax?: number;
};

/**
 * One read for all identical requests of a moment. Only for data that is the same for everybody and is kept current
 * by other means, as prices are by the connection: decisions never read through this. A failed read is not cached.
 */
export const sharedRead = <Key extends string | number, Value>(
  read: (key: Key) => Promise<Value>,
  { ageMs, keysMax = 500 }: Options,
): ((key: Key) => Promise<Value>) => {
  const held = new Map<Key, Held<Value>>();
  return (key) => {
    const known = held.get(key);
    if (known && performance.now() - known.at < ageMs) return known.value;
    // The map keeps the order of insertion, so that its first is the oldest.
    held.delete(key);
    const [oldest] = held.keys();
    if (oldest !== undefined && held.size >= keysMax) held.delete(oldest);
    const value = read(key);
    const entry = { at: performance.now(), value };
    held.set(key, entry);
    value.catch(() => {
      if (held.get(key) === entry) held.delete(key);
    });
    return value;
  };
};
