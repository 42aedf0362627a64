import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONE = {
  info: { look: "bg-raised text-ink", mark: "text-muted", Icon: Info },
  good: { look: "bg-up-wash text-ink", mark: "text-up", Icon: CircleCheck },
  warn: { look: "bg-warn-wash text-ink", mark: "text-warn", Icon: TriangleAlert },
  bad: { look: "bg-down-wash text-ink", mark: "text-down", Icon: CircleAlert },
} as const;

/** Something the reader should know, with the way out beside it. `live` reads it out when it appears. */
export function Notice({
  tone = "info",
  title,
  children,
  action,
  live,
  className,
}: {
  tone?: keyof typeof TONE;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: "polite" | "assertive";
  className?: string;
}) {
  const { look, mark, Icon } = TONE[tone];
  return (
    <div
      role={live === "assertive" ? "alert" : live === "polite" ? "status" : undefined}
      className={clsx("flex gap-2.5 rounded-md p-3 text-sm", look, className)}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={title ? "text-muted" : undefined}>{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
