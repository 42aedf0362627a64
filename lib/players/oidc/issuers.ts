import { env } from "#lib/platform/config/env.ts";

/** An issuer of identities that players may sign in with, from OIDC_ISSUERS. */
export type Issuer = ReturnType<typeof issuers>[number];

/** Every issuer that the operator configured, in that order. */
export const issuers = () => env().OIDC_ISSUERS;

export const issuerById = (id: string): Issuer | undefined => issuers().find((issuer) => issuer.id === id);
