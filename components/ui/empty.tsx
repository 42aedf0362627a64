import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where nothing is: why, and what to do about it. */
export const Empty = ({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
    <Icon aria-hidden strokeWidth={1.5} className="mb-1 size-8 text-faint" />
    <p className="font-semibold">{title}</p>
    {children && <p className="max-w-sm text-muted text-sm">{children}</p>}
    {action && <div className="mt-3">{action}</div>}
  </div>
);
