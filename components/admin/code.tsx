import type { ReactNode } from "react";

/** Machine-written text in a frame that scrolls and can be reached by keyboard. */
export function Code({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} className="max-h-96 overflow-auto rounded-md bg-bg p-3" tabIndex={0}>
      <pre className="figures whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">{children}</pre>
    </section>
  );
}
