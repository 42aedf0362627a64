import { readFileSync } from "node:fs";
import { createTransport, type SendMailOptions, type Transporter } from "nodemailer";
import { env } from "#lib/platform/config/env.ts";

const ANSWER_MS_MAX = 20_000;

const dkim = () => {
  const { DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE } = env();
  if (!DKIM_DOMAIN && !DKIM_SELECTOR && !DKIM_KEY_FILE) return null;
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_KEY_FILE)
    throw new Error("DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE belong together");
  return {
    domainName: DKIM_DOMAIN,
    keySelector: DKIM_SELECTOR,
    privateKey: readFileSync(DKIM_KEY_FILE, "utf8"),
  };
};

let open: { url: string; transport: Transporter } | undefined;

const transportTo = (url: string): Transporter => {
  if (open?.url === url) return open.transport;
  open?.transport.close();
  const signing = dkim();
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: ANSWER_MS_MAX,
    greetingTimeout: ANSWER_MS_MAX,
    socketTimeout: ANSWER_MS_MAX,
    // Nothing that a mail says may make this process read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(signing && { dkim: signing }),
  });
  open = { url, transport };
  return transport;
};

/** Whether mails stay in the mailbox of demo mode, because no server is configured. */
export const isDemoMailbox = (): boolean => env().DEMO_MODE && !env().SMTP_URL;

/** The server will never take this mail: it said so, with a code of the kind 5xx. */
export const isForGood = (error: unknown): boolean => {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return responseCode >= 500 && code !== "EAUTH";
};

/** Hands a mail to the configured server. Rejects with what the server said. */
export const handOver = async (mail: SendMailOptions): Promise<void> => {
  const { SMTP_URL } = env();
  if (!SMTP_URL) throw new Error("no mail can be sent: SMTP_URL is not set");
  await transportTo(SMTP_URL).sendMail(mail);
};

/** Closes the connection, so that a process can end. */
export const closeMail = (): void => {
  open?.transport.close();
  open = undefined;
};
