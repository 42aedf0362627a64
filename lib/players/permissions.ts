/** What staff may do. A verb names the one it needs; a role is a set of them. */
export const PERMISSIONS = [
  "markets:suspend",
  "markets:price",
  "markets:settle",
  "bets:read",
  "bets:void",
  "policy:write",
  "players:read",
  "players:write",
  "ledger:read",
  "audit:read",
  "feeds:read",
  "feeds:write",
  "health:read",
  "health:write",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["player", "admin"] as const;
export type Role = (typeof ROLES)[number];

const GRANTED: Record<Role, ReadonlySet<Permission>> = {
  player: new Set(),
  admin: new Set(PERMISSIONS),
};

export const may = (role: Role, permission: Permission): boolean => GRANTED[role].has(permission);

export const isStaff = (role: Role): boolean => GRANTED[role].size > 0;
