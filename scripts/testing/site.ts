import { randomInt } from "node:crypto";
import { randomName } from "#lib/players/testing/random-name.ts";
import { staffPasskey } from "./staff-passkey.ts";

/** What a command answered. Over HTTP bigints are strings of digits and times are ISO 8601. */
export type Answered<Value = unknown> =
  | { ok: true; value: Value }
  | { ok: false; refusal: { code: string } & Record<string, unknown> };

/** The site answered, but not as a site that works does. */
export class SiteFault extends Error {}

/** What a registration is sent with beside what this file fills in. */
export type Registration = { email: string; password: string } & Record<string, unknown>;

const ANSWER_MS_MAX = 60_000;

const anyAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/**
 * Somebody with a cookie jar who uses a site over plain HTTP: pages, commands, and next-auth's addresses to sign in. Rejects
 * with fetch's own error when the connection is lost, and with a SiteFault when the site does not answer as it should.
 * @param address what the proxy in front says of the visitor; limits by address count it
 * @param onCookie hears every cookie that the site sets, with its attributes
 */
export const visit = (
  url: string,
  address: string = anyAddress(),
  onCookie: (line: string) => void = () => undefined,
) => {
  const { origin } = new URL(url);
  const jar = new Map<string, string>();

  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      onCookie(line);
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (value === "" || /;\s*max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  };

  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url + path, {
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...init,
      headers: {
        ...(jar.size > 0 ? { cookie: cookie() } : {}),
        "x-forwarded-for": address,
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    keep(response);
    return response;
  };

  /** Runs a command or a query by its name. */
  const command = async <Value = unknown>(name: string, input: object): Promise<Answered<Value>> => {
    const response = await send(`/api/v1/commands/${name}`, {
      method: "POST",
      body: JSON.stringify(input),
      headers: { "content-type": "application/json", origin },
    });
    if (!response.headers.get("content-type")?.startsWith("application/json"))
      throw new SiteFault(`${name} answered with status ${response.status}`);
    return (await response.json()) as Answered<Value>;
  };

  /** One of next-auth's own addresses. */
  const auth = async (path: string, fields?: Record<string, string>): Promise<Record<string, string>> => {
    const response = await send(`/api/auth/${path}`, {
      ...(fields && { method: "POST", body: new URLSearchParams({ json: "true", ...fields }) }),
      headers: { origin },
    });
    if (response.status >= 500) throw new SiteFault(`next-auth answered with status ${response.status}`);
    return response.json() as Promise<Record<string, string>>;
  };

  const signInBy = async (provider: string, fields: Record<string, string>): Promise<void> => {
    const { csrfToken = "" } = await auth("csrf");
    const { url: to = "/api/auth/" } = await auth(`callback/${provider}`, { csrfToken, ...fields });
    const { pathname, searchParams } = new URL(to, url);
    // next-auth goes back to the page, or to an address of its own that says what is wrong.
    if (pathname.startsWith("/api/auth/")) throw new SiteFault(searchParams.get("error") ?? to);
  };

  /** Rejects with a SiteFault that says why when the site refuses. */
  const signIn = (email: string, password: string): Promise<void> =>
    signInBy("credentials", { email, password });

  /** Signs a member of staff in by a passkey of this process, on the instance whose folder is `home`. */
  const signInStaff = async (email: string, home = process.env.E2E_HOME ?? ""): Promise<void> => {
    const key = await staffPasskey(home, email);
    const asked = await command<{ challenge: string }>("passkey.sign_in_challenge", {});
    if (!asked.ok) throw new SiteFault(`passkey.sign_in_challenge: ${asked.refusal.code}`);
    const given = { challenge: asked.value.challenge, origin, rpId: new URL(url).hostname };
    await signInBy("passkey", { passkey: key.get(given) });
  };

  /** Opens an account, signs in with it, and verifies it on a demo site. */
  const open = async (account: Registration): Promise<void> => {
    const registered = await command("player.register", {
      displayName: "A. Visitor",
      firstName: "Anna",
      lastName: randomName(),
      street: "Hauptstraße 1",
      city: "Berlin",
      postcode: "10115",
      birthDate: "1990-01-31",
      country: "MT",
      currency: "EUR",
      acceptTerms: "on",
      ...account,
    });
    if (!registered.ok) throw new SiteFault(`player.register: ${JSON.stringify(registered.refusal)}`);
    await signIn(account.email, account.password);
    // There is such a provider in demo mode alone.
    await command("identity.start_check", { provider: "demo" });
  };

  return {
    command,
    cookie,
    /** Signs in by any of next-auth's providers. Rejects with a SiteFault that says why when the site refuses. */
    signInBy,
    signInStaff,
    get: (path: string, headers: Record<string, string> = {}): Promise<Response> => send(path, { headers }),
    signIn,
    open,
    /** As `open`, and answers the question for a limit, which is asked before the first deposit. */
    register: async (account: Registration): Promise<void> => {
      await open(account);
      await command("limit.decline", {});
    },
  };
};

export type Visitor = ReturnType<typeof visit>;
