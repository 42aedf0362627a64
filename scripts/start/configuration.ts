import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Env, EnvError, parseEnv } from "#lib/platform/config/env.ts";
import { portIsFree } from "#lib/platform/http/free-port.ts";
import { isSimulated } from "#lib/platform/stripe/simulated.ts";
import { Stop } from "./terminal.ts";

export const loadEnvFile = (root: string): void => {
  const file = join(root, ".env");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Stop(`The file .env cannot be read: ${(error as Error).message}.`);
  }
};

const secretIn = (home: string, name: string): string => {
  const file = join(home, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
};

const preset = (name: string, value: string): void => {
  process.env[name] ||= value;
};

/** Cards come from the simulator of Stripe on this machine, unless there is a key of Stripe's. */
const presetStripe = (home: string): void => {
  if (process.env.STRIPE_SECRET_KEY || process.env.DEMO_MODE !== "true") return;
  const secret = secretIn(home, "stripe-secret");
  preset("STRIPE_METHODS", "card,pay_by_bank");
  preset("STRIPE_API_URL", `http://127.0.0.1:${process.env.STRIPE_SIMULATOR_PORT || 3002}`);
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: `sk_test_${secret}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${secret}`,
  });
};

const parsed = (): Env => {
  try {
    return parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    throw new Stop(`The configuration is wrong. ${error.problems.join(". ")}.`);
  }
};

/** Fills in what a start on one machine can know by itself, and checks every variable. */
export const configure = (home: string, dev: boolean, embedded: boolean): Env => {
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
  preset("AUTH_SECRET", embedded ? secretIn(home, "secret") : "");
  preset("SEALING_KEYS", embedded ? `1:${secretIn(home, "sealing-key")}` : "");
  preset("PUBLIC_URL", `http://localhost:${process.env.PORT || 3000}`);
  if (embedded) {
    preset("DEMO_MODE", "true");
    preset("DEMO_BETTORS", "24");
    preset("OPEN_COUNTRIES", "*");
    presetStripe(home);
    // Stands in until the server's own address is known.
    preset("DATABASE_URL", "postgresql://embedded");
  }
  return parsed();
};

/** Refuses taken ports, each by its variable's name. */
export const checkPorts = async (env: Env): Promise<void> => {
  const { HOST, PORT, REALTIME_PORT, STRIPE_API_URL } = env;
  if (PORT === REALTIME_PORT) throw new Stop(`PORT and REALTIME_PORT are both ${PORT}: they must differ.`);
  const simulated = isSimulated(env)
    ? [["STRIPE_SIMULATOR_PORT", Number(new URL(STRIPE_API_URL).port)] as const]
    : [];
  for (const [name, port] of [
    ["PORT", PORT] as const,
    ["REALTIME_PORT", REALTIME_PORT] as const,
    ...simulated,
  ])
    if (!(await portIsFree(port, HOST)))
      throw new Stop(
        `Port ${port} on ${HOST} is taken or not allowed: stop what listens there, or set ${name} to another one.`,
      );
};
