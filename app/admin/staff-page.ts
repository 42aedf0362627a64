import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { type Format, makeFormat } from "#components/admin/format.ts";
import type { Translate } from "#components/admin/names.ts";
import type { Permission } from "#lib/platform/permission.ts";
import type { SignedInStaff } from "#lib/players/schema.ts";
import { preferences } from "../preferences.ts";
import { requireStaff } from "../session.ts";

export type StaffPage = { staff: SignedInStaff; t: Translate; format: Format; timeZone: string };

/** The common start of all back-office pages: who is signed in, messages and formats. Others are turned away here. */
export const staffPage = async (here: string, permission?: Permission): Promise<StaffPage> => {
  const staff = await requireStaff(here, permission);
  const [{ timeZone }, locale, t] = await Promise.all([preferences(), getLocale(), getTranslations("admin")]);
  return { staff, t: t as unknown as Translate, format: makeFormat(locale, timeZone), timeZone };
};

/** The search of an address, single values only. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

/** The values of a search form: each field as it was typed, and the errors of those that cannot be read. */
export const typedSearch = (
  t: Translate,
  query: Awaited<Query>,
  unreadable: readonly string[],
): ((name: string) => { value: string | undefined; error: string | undefined }) => {
  return (name) => ({
    value: [query[name] ?? []].flat()[0] || undefined,
    error: unreadable.includes(name) ? t(`search.unreadable.${name in HINTS ? name : "other"}`) : undefined,
  });
};

const HINTS = { id: true, from: true, to: true };

/** The same address with another cursor. */
export const withCursor = (path: string, search: Record<string, unknown>, before: string | null): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, before })) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
};
