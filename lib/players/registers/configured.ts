import { env } from "#lib/platform/config/env.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";
import { fileRegister } from "./file.ts";
import { gamstop } from "./gamstop.ts";
import type { Register } from "./register.ts";
import type { RegisterSource } from "./schema.ts";
import { startRegisterSimulator } from "./simulator.ts";
import { statusRegister } from "./status.ts";
import { uploadedRegister } from "./uploaded.ts";

const FILE = "file:";
const UPLOAD = "upload";

/** What the operator has configured for a register: its address, "upload", "simulator", or nothing. */
const configured = (id: ExclusionRegister): string | undefined => {
  const { EXCLUSION_REGISTERS: addresses, DEMO_MODE, NODE_ENV } = env();
  const given = addresses ?? (DEMO_MODE || NODE_ENV === "test" ? "simulator" : {});
  return given === "simulator" ? given : given[id];
};

/** How a register is asked. */
export const sourceOf = (id: ExclusionRegister): RegisterSource => {
  const given = configured(id);
  if (given === undefined) return "none";
  if (given === "simulator" || given === UPLOAD) return given;
  return given.startsWith(FILE) ? "file" : "service";
};

/** Whether lists of this register are uploaded: a simulator answers until there is one. */
export const takesLists = (id: ExclusionRegister): boolean => ["upload", "simulator"].includes(sourceOf(id));

const registerAt = (id: ExclusionRegister, address: string, key: string): Register => {
  if (address === UPLOAD) return uploadedRegister(id);
  if (address.startsWith(FILE)) return fileRegister(id, address.slice(FILE.length));
  return id === "gamstop" ? gamstop(id, address, key) : statusRegister(id, address, key);
};

let simulator: Promise<string> | undefined;
const made = new Map<ExclusionRegister, Register>();

/** The register as the operator has set it up; null where it is not, and its jurisdictions are closed. */
export const registerOf = async (id: ExclusionRegister): Promise<Register | null> => {
  const known = made.get(id);
  if (known) return known;
  const given = configured(id);
  if (given === undefined) return null;
  const key = env().EXCLUSION_REGISTER_KEYS[id] ?? "";
  if (given === "simulator") simulator ??= startRegisterSimulator().then(({ url }) => url);
  const register =
    given === "simulator"
      ? uploadedRegister(id, { without: registerAt(id, `${await simulator}/${id}`, key) })
      : registerAt(id, given, key);
  made.set(id, register);
  return register;
};

/** For tests: these registers in place of the configured ones. */
export const useRegister = (register: Register): void => void made.set(register.id, register);
