"use client";

import { unstable_rethrow, usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Component, type ReactNode, startTransition } from "react";

/** What a fault looks like: what is safe, what to do, and the reference that finds it in the log. */
function ErrorMessage({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const digest = thrown instanceof Error && "digest" in thrown ? String(thrown.digest) : null;
  // A page that is older than the site asks for scripts that are gone: only the whole page helps.
  const outdated = thrown instanceof Error && thrown.name === "ChunkLoadError";
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="mb-1 size-8 fill-none stroke-current stroke-[1.5] text-faint"
      >
        <circle cx="12" cy="12" r="10" />
        <path d="M12 8v4m0 4h.01" strokeLinecap="round" />
      </svg>
      <h1 className="font-semibold">{t("errorTitle")}</h1>
      <p className="max-w-sm text-muted text-sm">{t("error", { reference: digest ?? t("noReference") })}</p>
      <button
        type="button"
        onClick={outdated ? () => location.reload() : retry}
        className="mt-3 h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {common("retry")}
      </button>
    </div>
  );
}

type Props = { path: string; refresh: () => void; children: ReactNode };
type State = { fault: { thrown: unknown } | null; path: string };

class Boundary extends Component<Props, State> {
  override state: State = { fault: null, path: this.props.path };

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    // A redirect and "not found" are thrown as well, and meant for Next.
    unstable_rethrow(thrown);
    return { fault: { thrown } };
  }

  static getDerivedStateFromProps({ path }: Props, state: State): State | null {
    return path === state.path ? null : { fault: null, path };
  }

  retry = (): void =>
    startTransition(() => {
      this.props.refresh();
      this.setState({ fault: null });
    });

  override render(): ReactNode {
    const { fault } = this.state;
    return fault ? <ErrorMessage thrown={fault.thrown} retry={this.retry} /> : this.props.children;
  }
}

/**
 * Shows a fault of the page in the frame of its layout, until it is retried or left. Stands in the layout and is no `error.tsx`: the
 * script of that is asked for only while a page wakes up, which then begins anew until it is there. (`catchError` of `next/error`
 * would do, but brings along a page of Next's own.)
 */
export function ErrorBoundary({ children }: { children: ReactNode }) {
  const router = useRouter();
  return (
    <Boundary path={usePathname()} refresh={router.refresh}>
      {children}
    </Boundary>
  );
}
