import { clsx } from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { PageLink } from "../ui/page-link.tsx";
import { GROUPINGS, type Grouping } from "./choice.ts";
import { GroupLink } from "./group-link.tsx";
import { WHENS, type When } from "./when.ts";

const CHIP = "flex h-11 items-center rounded-md px-3.5 font-medium text-sm desk:h-9";
const OFF = "bg-raised text-muted hover:bg-hover hover:text-ink";

/** Over the lists: which matches, and under which headings. Links that the server answers. */
export function BoardBar({ here, by }: { here: "all" | "live" | When; by: Grouping }) {
  const t = useTranslations("sportsbook");
  const path = here === "live" ? "/live" : "/";
  const when = here === "live" || here === "all" ? undefined : here;
  const chips = [
    ["all", "/"],
    ["live", "/live"],
    ...WHENS.map((each) => [each, `/?when=${each}`] as const),
  ] as const;
  return (
    <div className="scroll-quiet -mx-3 mb-4 flex items-center gap-5 overflow-x-auto px-3 desk:mx-0 desk:px-0">
      <nav aria-label={t("when.label")} className="flex shrink-0 gap-1.5">
        {chips.map(([each, href]) => (
          <PageLink
            key={each}
            href={href as Route}
            aria-current={here === each ? "page" : undefined}
            className={clsx(CHIP, "shrink-0", here === each ? "bg-ink text-bg" : OFF)}
          >
            {t(`when.${each}`)}
          </PageLink>
        ))}
      </nav>
      <nav aria-label={t("group.label")} className="ml-auto flex shrink-0">
        {GROUPINGS.map((each) => (
          <GroupLink
            key={each}
            by={each}
            href={`${path}?${new URLSearchParams({ ...(when && { when }), by: each })}` as Route}
            current={by === each}
            className={clsx(
              CHIP,
              "px-2.5",
              by === each ? "text-ink underline underline-offset-4" : "text-muted hover:text-ink",
            )}
          >
            {t(`group.${each}`)}
          </GroupLink>
        ))}
      </nav>
    </div>
  );
}
