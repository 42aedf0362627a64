import { env } from "#lib/platform/config/env.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";
import { fileRegister } from "./file.ts";
import { gamstop } from "./gamstop.ts";
import type { Register } from "./register.ts";
import { startRegisterSimulator } from "./simulator.ts";
import { statusRegister } from "./status.ts";

const FILE = "file:";

const registerAt = (id: ExclusionRegister, address: string, key: string): Register => {
  if (address.startsWith(FILE)) return fileRegister(id, address.slice(FILE.length));
  return id === "gamstop" ? gamstop(id, address, key) : statusRegister(id, address, key);
};

let simulator: Promise<string> | undefined;
const made = new Map<ExclusionRegister, Register>();

/** The register as the operator has set it up; null where it is not, and its jurisdictions are closed. */
export const registerOf = async (id: ExclusionRegister): Promise<Register | null> => {
  const known = made.get(id);
  if (known) return known;
  const { EXCLUSION_REGISTERS: addresses, EXCLUSION_REGISTER_KEYS: keys, DEMO_MODE, NODE_ENV } = env();
  const given = addresses ?? (DEMO_MODE || NODE_ENV === "test" ? "simulator" : {});
  if (given === "simulator") simulator ??= startRegisterSimulator().then(({ url }) => url);
  const address = given === "simulator" ? `${await simulator}/${id}` : given[id];
  if (address === undefined) return null;
  const register = registerAt(id, address, keys[id] ?? "");
  made.set(id, register);
  return register;
};

/** For tests: these registers in place of the configured ones. */
export const useRegister = (register: Register): void => void made.set(register.id, register);
