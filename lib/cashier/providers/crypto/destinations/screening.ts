import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import { requireCrypto } from "../config.ts";

export type Screened = "clear" | "blocked";

const Answer = z.object({ verdict: z.enum(["clear", "blocked"]) });

/** In demo mode, addresses that end like this are on a list of sanctions. */
const SIMULATED_BLOCKED = /dead$/i;

/**
 * Asks the screening service whether money may be sent to an address. Throws where it does not answer: nothing is sent then. The simulated one is
 * for demo mode only.
 */
export const screenAddress = async (address: string, chainId: number): Promise<Screened> => {
  const { screening } = requireCrypto();
  if (screening === "simulated") {
    if (!env().DEMO_MODE) throw new Error("screening is simulated, which is for demo mode only");
    return SIMULATED_BLOCKED.test(address) ? "blocked" : "clear";
  }
  const answer = await fetch(screening.url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ address, chainId }),
    signal: AbortSignal.timeout(5_000),
    redirect: "error",
  });
  if (!answer.ok) throw new Error(`screening answered ${answer.status}`);
  return Answer.parse(await answer.json()).verdict;
};
