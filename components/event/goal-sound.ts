"use client";

import { useSyncExternalStore } from "react";

const KEY = "evens.goal-sound";
const listeners = new Set<() => void>();

const read = (): boolean => {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
};

/** Whether goals are heard on this device: off until somebody turns it on. */
export const goalSound = {
  on: read,
  set: (on: boolean): void => {
    try {
      if (on) localStorage.setItem(KEY, "on");
      else localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing stays silent.
    }
    for (const listener of listeners) listener();
    if (on) chime();
  },
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useGoalSound = (): boolean => useSyncExternalStore(subscribe, read, () => false);

const TONES_HZ = [660, 880];
const TONE_S = 0.14;
const LOUDNESS = 0.08;

let context: AudioContext | undefined;

const chime = (): void => {
  try {
    context ??= new AudioContext();
    const { currentTime, destination } = context;
    for (const [at, tone] of TONES_HZ.entries()) {
      const oscillator = new OscillatorNode(context, { type: "sine", frequency: tone });
      const start = currentTime + at * TONE_S;
      const gain = new GainNode(context, { gain: LOUDNESS });
      gain.gain.setTargetAtTime(0, start + TONE_S / 2, TONE_S / 4);
      oscillator.connect(gain).connect(destination);
      oscillator.start(start);
      oscillator.stop(start + 2 * TONE_S);
    }
  } catch {
    // No sound where the browser allows none: the goal is seen.
  }
};

let heard = "";

/** Plays a goal once, in however many places of the page it is shown. */
export const soundGoal = (eventId: string, at: number): void => {
  const goal = `${eventId} ${at}`;
  if (goal === heard || !read()) return;
  heard = goal;
  chime();
};
