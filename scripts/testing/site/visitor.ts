import { randomInt } from "node:crypto";
import { type ActionAddress, actionAddresses } from "./action-ids.ts";
import { decodeAnswer, encodeArguments } from "./flight.ts";

type Actions = typeof import("#app/(auth)/actions.ts") &
  typeof import("#app/(player)/account/actions.ts") &
  typeof import("#app/(player)/bets/actions.ts") &
  typeof import("#app/(player)/cashier/actions.ts") &
  typeof import("#app/admin/actions.ts");
export type ActionName = keyof Actions;

/** A running site and the actions of its build. */
export type Site = { url: string; actions: Map<string, ActionAddress> };

/** @param dist the folder of the build that the site runs; the default is that of `npm start` */
export const siteAt = (url: string, dist?: string): Site => ({ url, actions: actionAddresses(dist) });

/** The site answered, but not as a site that works does. */
export class SiteFault extends Error {}

const ANSWER_MS_MAX = 60_000;
const EMPTY_FORM = { values: {}, errors: {}, error: null, done: null, answer: 0 };

const asForm = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

const anyAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/**
 * Somebody with a cookie jar who uses a site through the doors that its own pages use: addresses and server actions, over
 * plain HTTP. Rejects with fetch's own error when the connection is lost, and with a SiteFault when the site answers with
 * an error of the server.
 * @param address what the proxy in front says of the visitor; limits by address count it
 * @param onCookie hears every cookie that the site sets, with its attributes
 */
export const visit = (
  site: Site,
  address: string = anyAddress(),
  onCookie: (line: string) => void = () => undefined,
) => {
  const { url, actions } = site;
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

  const post = async (name: ActionName, args: readonly unknown[]) => {
    const to = actions.get(name);
    if (!to) throw new SiteFault(`this build has no server action ${name}`);
    const { body, contentType } = encodeArguments(args);
    const response = await send(to.path, {
      method: "POST",
      body,
      headers: {
        accept: "text/x-component",
        "next-action": to.id,
        origin: new URL(url).origin,
        ...(contentType ? { "content-type": contentType } : {}),
      },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const target = response.headers.get("x-action-redirect");
    if (target !== null) return { redirectedTo: target.split(";")[0] ?? "", value: undefined };
    if (response.status !== 200) throw new SiteFault(`${name} answered with status ${response.status}`);
    return { redirectedTo: null, value: decodeAnswer(bytes) };
  };

  /** Calls a server action as a page would, and answers with what it returns. */
  const call = async <Name extends ActionName>(
    name: Name,
    ...args: Parameters<Actions[Name]>
  ): Promise<Awaited<ReturnType<Actions[Name]>>> =>
    (await post(name, args)).value as Awaited<ReturnType<Actions[Name]>>;

  /** One of next-auth's own addresses. */
  const auth = async (path: string, fields?: Record<string, string>): Promise<Record<string, string>> => {
    const response = await send(`/api/auth/${path}`, {
      ...(fields && { method: "POST", body: new URLSearchParams({ json: "true", ...fields }) }),
      headers: { origin: new URL(url).origin },
    });
    if (response.status >= 500) throw new SiteFault(`next-auth answered with status ${response.status}`);
    return response.json() as Promise<Record<string, string>>;
  };

  return {
    call,
    cookie,
    get: (path: string, headers: Record<string, string> = {}): Promise<Response> => send(path, { headers }),
    /** Rejects with a SiteFault that says why when the site refuses. */
    signIn: async (email: string, password: string): Promise<void> => {
      const { csrfToken = "" } = await auth("csrf");
      const { url: to = "/api/auth/" } = await auth("callback/credentials", { csrfToken, email, password });
      const { pathname, searchParams } = new URL(to, url);
      // next-auth goes back to the page, or to an address of its own that says what is wrong.
      if (pathname.startsWith("/api/auth/")) throw new SiteFault(searchParams.get("error") ?? to);
    },
    /** Opens an account and is signed in with it. */
    register: async (
      account: { email: string; password: string } & Record<string, string>,
    ): Promise<void> => {
      const fields = {
        displayName: "A. Visitor",
        "birthDate.day": "31",
        "birthDate.month": "1",
        "birthDate.year": "1990",
        country: "DE",
        currency: "EUR",
        acceptTerms: "on",
        ...account,
      };
      const { redirectedTo, value } = await post("registerForm", [EMPTY_FORM, asForm(fields)]);
      if (redirectedTo === null || redirectedTo === "/sign-in")
        throw new SiteFault(`registerForm: ${JSON.stringify(value)}`);
    },
  };
};

export type Visitor = ReturnType<typeof visit>;
