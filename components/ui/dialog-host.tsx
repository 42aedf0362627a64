"use client";

import { createContext, type ReactNode, type RefObject, useContext } from "react";

const Host = createContext<RefObject<HTMLElement | null> | null>(null);

/** A modal `<dialog>` covers the page and takes no press outside itself: what opens above it is rendered into it. */
export function DialogHost({ host, children }: { host: RefObject<HTMLElement | null>; children: ReactNode }) {
  return <Host value={host}>{children}</Host>;
}

/** Where a dialog is rendered; null for the end of the page. */
export const useDialogHost = (): RefObject<HTMLElement | null> | null => useContext(Host);
