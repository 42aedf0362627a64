import type { Route } from "next";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** Links to the views of a page, each at its own address. */
export function Choices({
  label,
  choices,
  chosen,
  href,
}: {
  label: string;
  choices: readonly { id: string; label: string }[];
  chosen: string;
  href: (id: string) => string;
}) {
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto scroll-quiet">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <PageLink
          aria-current={choice.id === chosen ? "true" : undefined}
          className={buttonClass(
            { kind: choice.id === chosen ? "secondary" : "quiet", size: "sm" },
            "shrink-0",
          )}
          href={href(choice.id) as Route}
          key={choice.id}
          scroll={false}
        >
          {choice.label}
        </PageLink>
      ))}
    </fieldset>
  );
}
