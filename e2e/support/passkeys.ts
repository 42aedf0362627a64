import type { Page } from "@playwright/test";

/** A device that keeps passkeys and knows its owner, as Chromium plays it. */
export const withAuthenticator = async (page: Page) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether its owner shows the right finger. */
    verifies: (isUserVerified: boolean) =>
      devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    /** Whether it answers by itself, or waits for its owner. */
    answers: (enabled: boolean) =>
      devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    /** Its passkeys, with their private keys: what a synced account would take to another device. */
    passkeys: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    take: (
      credential: Awaited<ReturnType<typeof devtools.send<"WebAuthn.getCredentials">>>["credentials"][0],
    ) => devtools.send("WebAuthn.addCredential", { authenticatorId, credential }),
  };
};
