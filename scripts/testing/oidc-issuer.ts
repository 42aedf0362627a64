import Provider from "oidc-provider";
import { freePort } from "#lib/platform/http/free-port.ts";

const CLIENT = { clientId: "evens", clientSecret: "a secret of the tests" };

/** Whom the issuer says that this login is. It has not verified the addresses of logins that begin with "unverified-". */
const claimsOf = (login: string) => ({
  sub: login,
  email: `${login}@mail.example`,
  email_verified: !login.startsWith("unverified-"),
  given_name: "Robin",
});

/**
 * An OpenID Connect issuer in this process, certified software of its own: anybody may sign in there under any login. `issuers` is
 * what a site has to have in OIDC_ISSUERS.
 */
export const startIssuer = async (): Promise<{ issuers: string; stop: () => Promise<void> }> => {
  const port = await freePort();
  // Another site than the platform's, as in life: cookies of the one are none of the other's.
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        // The ports of loopback addresses are not compared: the platform's is not known yet.
        application_type: "native",
        redirect_uris: ["http://localhost/api/auth/callback/tests"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["of the tests"] },
    features: { devInteractions: { enabled: true } },
    findAccount: async (_: unknown, login: string) => ({
      accountId: login,
      claims: async () => claimsOf(login),
    }),
    pkce: { required: () => true },
  });
  const server = await new Promise<ReturnType<Provider["listen"]>>((resolve) => {
    const listening = provider.listen(port, "127.0.0.1", () => resolve(listening));
  });
  return {
    issuers: JSON.stringify([{ id: "tests", name: "Test issuer", issuer, ...CLIENT }]),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
