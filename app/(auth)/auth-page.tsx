import type { Route } from "next";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";

/** One form under a heading, with a link to the other form. */
export const AuthPage = ({
  title,
  lead,
  other,
  next,
  children,
  below,
}: {
  title: string;
  lead: string;
  /** The other page: its address, the question, and the text of the link. */
  other: { pathname: "/sign-in" | "/register"; question: string; text: string };
  /** The address to return to; passed on to the other page. */
  next: string;
  children: ReactNode;
  below?: ReactNode;
}) => (
  <>
    <PageHead title={title} lead={lead} />
    <Panel className="p-4 sm:p-6">{children}</Panel>
    <p className="mt-4 text-center text-muted text-sm">
      {other.question}{" "}
      <PageLink
        href={(next === "/" ? other.pathname : `${other.pathname}?next=${encodeURIComponent(next)}`) as Route}
        className="-my-3 inline-block py-3 font-medium text-accent-text underline underline-offset-3"
      >
        {other.text}
      </PageLink>
    </p>
    {below}
  </>
);
