type Waiting<In, Out> = { input: In; resolve: (output: Out) => void; reject: (error: unknown) => void };

type GroupOptions<In> = {
  /** The most inputs of one call. */
  sizeMax: number;
  /** How many calls may be under way at once. */
  lanes: number;
  /** Inputs with equal keys never share a call and are never under way at the same time; their order is kept. */
  keyOf?: (input: In) => string;
};

/**
 * Turns calls that come one by one into calls for many: whatever arrives while the lanes are busy goes out together when
 * one becomes free. An idle system adds no wait; a busy one pays one round trip for many.
 * @param run answers in the order of its inputs
 */
export const groupCalls = <In, Out>(
  run: (inputs: In[]) => Promise<Out[]>,
  { sizeMax, lanes, keyOf }: GroupOptions<In>,
): ((input: In) => Promise<Out>) => {
  let waiting: Waiting<In, Out>[] = [];
  let busy = 0;
  let scheduled = false;
  const underWay = new Set<string>();

  const take = (): Waiting<In, Out>[] => {
    if (!keyOf) return waiting.splice(0, sizeMax);
    const taken: Waiting<In, Out>[] = [];
    const left: Waiting<In, Out>[] = [];
    for (const item of waiting) {
      const key = keyOf(item.input);
      if (taken.length < sizeMax && !underWay.has(key)) {
        underWay.add(key);
        taken.push(item);
      } else {
        left.push(item);
      }
    }
    waiting = left;
    return taken;
  };

  const flush = async (): Promise<void> => {
    const batch = take();
    if (batch.length === 0) return;
    busy += 1;
    try {
      const outputs = await run(batch.map(({ input }) => input));
      for (const [index, { resolve }] of batch.entries()) resolve(outputs[index] as Out);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      busy -= 1;
      if (keyOf) for (const { input } of batch) underWay.delete(keyOf(input));
      schedule();
    }
  };

  // One turn of the event loop later, so that calls made in the same turn share a batch.
  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || busy >= lanes) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void flush();
      schedule();
    });
  };

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      schedule();
    });
};
