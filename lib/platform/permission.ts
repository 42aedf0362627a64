/** Roles of staff. A member of staff has one or more, and the permissions of all of them. */
export const STAFF_ROLES = ["administrator", "trader", "settlement", "risk", "support", "auditor"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Something that staff may do. Commands, panels and pages name it; each module exports its own in `permissions.ts`. */
export type Permission = { readonly name: `${string}:${string}`; readonly roles: readonly StaffRole[] };

/**
 * Declares a permission of a module.
 * @param roles who has it; administrators have every permission
 */
export const definePermission = (
  name: Permission["name"],
  roles: readonly Exclude<StaffRole, "administrator">[],
): Permission => ({ name, roles: ["administrator", ...roles] });

/** Whether one of the roles grants the permission. */
export const may = ({ roles }: { roles: readonly StaffRole[] }, permission: Permission): boolean =>
  roles.some((role) => permission.roles.includes(role));
