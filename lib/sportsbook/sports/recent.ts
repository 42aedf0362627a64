/** Remembers the last `size` results of a pure computation by their keys. */
export const recent = <T>(size: number): ((key: string, compute: () => T) => T) => {
  const known = new Map<string, T>();
  return (key, compute) => {
    const found = known.get(key);
    if (found !== undefined) {
      known.delete(key);
      known.set(key, found);
      return found;
    }
    const made = compute();
    known.set(key, made);
    const oldest = known.keys().next();
    if (known.size > size && !oldest.done) known.delete(oldest.value);
    return made;
  };
};
