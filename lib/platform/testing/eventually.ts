import { vi } from "vitest";

/** Waits for a state: resolves once `check` passes. The deadline only bounds a failure, so it suits a slow machine. */
export const eventually = <T>(check: () => T | Promise<T>, deadlineMs = 25_000): Promise<T> =>
  vi.waitFor(check, { timeout: deadlineMs, interval: 10 });
