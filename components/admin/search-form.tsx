import type { Route } from "next";
import Form from "next/form";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import type { Translate } from "./names.ts";

export type SearchField = {
  name: string;
  label: string;
  value: string | undefined;
  /** Why it cannot be searched for. */
  error?: string | undefined;
  type?: "text" | "search" | "date" | "email";
  options?: readonly { value: string; label: string }[];
  grow?: boolean;
};

const FIELD =
  "h-8 w-full rounded-md border border-line-strong bg-bg px-2.5 text-sm text-ink hover:border-muted aria-invalid:border-down pointer-coarse:h-11 pointer-coarse:text-base";

// A browser's own date field uses the browser's format, not the site's: 11/12 may be either.
const DAY = /\d{4}-\d{2}-\d{2}/;

/** A search in the address: it can be linked, and works before any script has loaded. */
export function SearchForm({
  action,
  fields,
  keep = {},
  t,
}: {
  action: string;
  /** What else stays in the address. */
  keep?: Readonly<Record<string, string>>;
  fields: readonly SearchField[];
  t: Translate;
}) {
  const used = fields.some(({ value }) => value);
  const more = fields.filter(({ grow }) => !grow);
  const toggle = `${action}-more`;
  return (
    <Form
      action={action as Route}
      className="grid grid-cols-2 items-end gap-2 p-3 md:flex md:flex-wrap md:items-start"
      data-search
    >
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      {/* On a phone the minor fields are hidden behind a checkbox that needs no script; it has no name, so it is not sent. */}
      <input
        className="peer sr-only md:hidden"
        defaultChecked={more.some(({ value }) => value)}
        id={toggle}
        type="checkbox"
      />
      {fields.map(({ name, label, value, error, type = "text", options, grow }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two inside
        <label
          className={
            grow
              ? "col-span-2 flex min-w-48 flex-1 flex-col gap-1"
              : "hidden min-w-0 flex-col gap-1 peer-checked:flex md:flex md:w-40"
          }
          key={name}
        >
          <span className="text-muted text-xs">{label}</span>
          {options ? (
            <select className={FIELD} defaultValue={value ?? ""} key={value ?? ""} name={name}>
              <option value="">{t("search.any")}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              autoComplete="off"
              className={FIELD}
              defaultValue={value ?? ""}
              key={value ?? ""}
              name={name}
              spellCheck={false}
              {...(error && { "aria-invalid": true, "aria-describedby": `${name}-error` })}
              type={type === "search" ? "search" : "text"}
              {...(type === "date" && {
                inputMode: "numeric",
                pattern: DAY.source,
                placeholder: t("search.day"),
                title: t("search.dayHint"),
              })}
            />
          )}
          {error ? (
            <span className="text-down text-xs" id={`${name}-error`}>
              {error}
            </span>
          ) : null}
        </label>
      ))}
      {/* Aligned with the fields below their labels. */}
      <div className="flex gap-2 md:pt-5">
        <button className={buttonClass({ kind: "primary", size: "sm" })} type="submit">
          {t("search.apply")}
        </button>
        {used ? (
          <PageLink className={buttonClass({ kind: "outline", size: "sm" })} href={action as Route}>
            {t("search.clear")}
          </PageLink>
        ) : null}
      </div>
      <label
        className={buttonClass(
          { kind: "quiet", size: "sm" },
          "justify-self-end peer-checked:bg-raised peer-focus-visible:outline-2 peer-focus-visible:outline-accent md:hidden",
        )}
        htmlFor={toggle}
      >
        {t("search.more", { count: more.length })}
      </label>
    </Form>
  );
}

/** Newest and older: a keyset has no page numbers. */
export function Pager({ first, next, t }: { first: string | null; next: string | null; t: Translate }) {
  if (!first && !next) return null;
  return (
    <nav className="flex justify-between gap-2 border-line border-t p-3">
      {first ? (
        <PageLink className={buttonClass({ kind: "outline", size: "sm" })} href={first as Route}>
          {t("pager.first")}
        </PageLink>
      ) : (
        <span />
      )}
      {next ? (
        <PageLink className={buttonClass({ kind: "outline", size: "sm" })} href={next as Route}>
          {t("pager.next")}
        </PageLink>
      ) : null}
    </nav>
  );
}
