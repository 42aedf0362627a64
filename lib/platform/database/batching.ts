type Waiting<In, Out> = { input: In; resolve: (output: Out) => void; reject: (error: unknown) => void };

type GroupOptions<In> = {
  /** The maximum number of inputs per call. */
  sizeMax: number;
  /** The maximum number of concurrent calls. */
  lanes: number;
  /**
   * Another lane opens only when this many inputs wait, or after `PATIENCE_MS`: fewer are cheaper to send together
   * with the next call, but nothing waits behind a call that is stuck.
   */
  minBatch?: number;
  /**
   * Whether an error proves that the call did nothing and may be caused by one of its inputs. Then each input is sent
   * again by itself, so that only the faulty one fails.
   */
  isolates?: (error: unknown) => boolean;
  /** Inputs with equal keys never share a call and never run at the same time; their order is kept. */
  keyOf?: (input: In) => string;
};

const MAX_WAIT_MS = 15;

/**
 * Groups single calls into batches: whatever arrives while all lanes are busy is sent together when one becomes free.
 * An idle system adds no wait; a busy one makes one round trip for many.
 * @param run returns results in the order of
 * its inputs
 */
export const createBatcher = <In, Out>(
  run: (inputs: In[]) => Promise<Out[]>,
  { sizeMax, lanes, minBatch = 1, isolates = () => false, keyOf }: GroupOptions<In>,
): ((input: In) => Promise<Out>) => {
  let waiting: Waiting<In, Out>[] = [];
  let busy = 0;
  let scheduled = false;
  let patient = false;
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

  const answer = async (batch: Waiting<In, Out>[]): Promise<void> => {
    try {
      const outputs = await run(batch.map(({ input }) => input));
      for (const [index, { resolve }] of batch.entries()) resolve(outputs[index] as Out);
    } catch (error) {
      if (batch.length > 1 && isolates(error)) for (const item of batch) await answer([item]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const send = async (batch: Waiting<In, Out>[]): Promise<void> => {
    busy += 1;
    try {
      await answer(batch);
    } finally {
      busy -= 1;
      if (keyOf) for (const { input } of batch) underWay.delete(keyOf(input));
      schedule();
    }
  };

  const open = (): void => {
    scheduled = false;
    const batch = take();
    // None if each waiting input has an equal key in progress; its end triggers another look.
    if (batch.length === 0) return;
    void send(batch);
    schedule();
  };

  // One turn of the event loop later, so that calls made in the same turn share a batch.
  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || busy >= lanes) return;
    if (busy === 0 || waiting.length >= minBatch) {
      scheduled = true;
      setImmediate(open);
    } else if (!patient) {
      patient = true;
      setTimeout(() => {
        patient = false;
        if (!scheduled && busy < lanes) open();
      }, MAX_WAIT_MS);
    }
  };

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      schedule();
    });
};
