/** What staff may do. A command names the one it needs; a role grants a set of them. */
export const PERMISSIONS = [
  /** One's own account. */
  "account:write",
  "markets:read",
  "markets:suspend",
  "markets:settle",
  "bets:read",
  "bets:void",
  "policy:read",
  "policy:write",
  "players:read",
  "ledger:read",
  "audit:read",
  "feeds:read",
  "health:read",
  "health:write",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const STAFF_ROLES = ["administrator", "trader", "settlement", "risk", "support", "auditor"] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** The permissions of each role. A member of staff has one or more roles, and the permissions of all of them. */
export const GRANTS: Readonly<Record<StaffRole, readonly Permission[]>> = {
  administrator: PERMISSIONS,
  trader: [
    "account:write",
    "markets:read",
    "markets:suspend",
    "bets:read",
    "policy:read",
    "feeds:read",
    "health:read",
  ],
  settlement: ["account:write", "markets:read", "markets:settle", "bets:read", "bets:void", "feeds:read"],
  risk: [
    "account:write",
    "markets:read",
    "markets:suspend",
    "bets:read",
    "policy:read",
    "policy:write",
    "players:read",
    "audit:read",
    "feeds:read",
  ],
  support: ["account:write", "bets:read", "players:read"],
  auditor: [
    "account:write",
    "markets:read",
    "bets:read",
    "policy:read",
    "players:read",
    "ledger:read",
    "audit:read",
    "feeds:read",
    "health:read",
  ],
};

/** Whether one of the roles grants the permission. */
export const may = ({ roles }: { roles: readonly StaffRole[] }, permission: Permission): boolean =>
  roles.some((role) => GRANTS[role].includes(permission));
