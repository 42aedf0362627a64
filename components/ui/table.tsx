import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

/** Rows to scan. Scrolls sideways inside its own frame where it does not fit; give it a caption for those who cannot see it. */
export const Table = ({
  caption,
  children,
  className,
}: {
  caption: ReactNode;
  children: ReactNode;
  className?: string;
}) => (
  <section
    aria-label={typeof caption === "string" ? caption : undefined}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    tabIndex={0}
    className="overflow-x-auto"
  >
    <table className={clsx("w-full border-collapse text-left text-sm", className)}>
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  </section>
);

export const Th = ({ className, ...rest }: ComponentProps<"th">) => (
  <th scope="col" {...rest} className={clsx("eyebrow whitespace-nowrap border-b px-3 py-2", className)} />
);

export const Td = ({ className, ...rest }: ComponentProps<"td">) => (
  <td {...rest} className={clsx("figures border-b px-3 py-2.5 align-middle", className)} />
);
