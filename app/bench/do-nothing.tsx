"use client";

import { nothingAction } from "./nothing.ts";

/** Calls the empty action, which is only built because somebody calls it. */
export function DoNothing() {
  return (
    <button type="button" onClick={() => void nothingAction()}>
      -
    </button>
  );
}
