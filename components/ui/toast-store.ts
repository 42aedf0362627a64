import { useSyncExternalStore } from "react";

export type Toast = {
  /** A later toast with this id takes its place. */
  id: string;
  tone: "info" | "good" | "bad";
  title: string;
  detail?: string;
  /** A page with more about it. */
  href?: string;
};

const SHOWN_MAX = 3;

let held: readonly Toast[] = [];
const listeners = new Set<() => void>();

const write = (next: readonly Toast[]): void => {
  held = next;
  for (const listener of listeners) listener();
};

/** Short news of something that the viewer has done or waits for, over the page, for some seconds. The newest stay. */
export const toasts = {
  show: (toast: Toast): void => write([...held.filter(({ id }) => id !== toast.id), toast].slice(-SHOWN_MAX)),
  dismiss: (id: string): void => write(held.filter((toast) => toast.id !== id)),
  current: (): readonly Toast[] => held,
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const NONE: readonly Toast[] = [];

export const useToasts = (): readonly Toast[] =>
  useSyncExternalStore(
    subscribe,
    () => held,
    () => NONE,
  );
