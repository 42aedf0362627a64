/**
 * How Node runs the worker. What it makes lives no longer than a batch, so a small young generation (MB) is as quick as a
 * large one; the one that Node chooses grows to 128 MB with the first great market, and is kept.
 */
export const WORKER_ARGS: readonly string[] = ["--max-semi-space-size=4", "lib/processes/worker.ts"];
