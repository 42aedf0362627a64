import type { StaffScope } from "./schema.ts";

export const subjectOf = (where: StaffScope): string =>
  where.scope === "all" ? "all" : `${where.scope}:${where.id}`;
