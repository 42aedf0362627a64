import { receiveWebhook } from "./payments/receive.ts";
import { providerNamed } from "./providers/index.ts";

/** Takes a message that came to the address of a provider. `unknown`: no such provider is set up here. */
export const receiveProviderWebhook = async (
  providerId: string,
  body: Buffer,
  headers: Headers,
): Promise<"stored" | "known" | "refused" | "unknown"> => {
  const provider = providerNamed(providerId);
  return provider ? receiveWebhook(provider, body, headers) : "unknown";
};
