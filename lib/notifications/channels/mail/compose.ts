import { mailWords } from "#lib/i18n/mail-words.ts";
import { env } from "#lib/platform/config/env.ts";
import { notificationNamed } from "../../catalogue/index.ts";

/** A mail as it is stored. */
export type StoredMail = { id: string; name: string; data: unknown; address: string; createdAt: Date };

export type ComposedMail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  date: Date;
  headers: Record<string, string>;
};

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** What a mail says, before it is laid out. */
export type WordedMail = { subject: string; paragraphs: string[]; action: string; link: string };

type Parts = WordedMail & { site: string; why: string };

/** Readable without styles, pictures or scripts, which mail programs leave out as they like. */
const htmlOf = ({ site, subject, paragraphs, action, link, why }: Parts): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1b1f24;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:520px;margin:0 auto">
<p style="font-weight:700;margin:0 0 24px">${escaped(site)}</p>
<h1 style="font-size:20px;line-height:1.3;margin:0 0 12px">${escaped(subject)}</h1>
${paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join("\n")}
<p style="margin:24px 0"><a href="${escaped(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6b3a;color:#ffffff;font-weight:600;text-decoration:none">${escaped(action)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:#57606a;overflow-wrap:anywhere">${escaped(link)}</p>
<p style="margin:32px 0 0;font-size:14px;color:#57606a">${escaped(why)}</p>
</div></body></html>
`;

const textOf = ({ site, subject, paragraphs, action, link, why }: Parts): string =>
  `${[subject, ...paragraphs, `${action}:\n${link}`, `-- \n${site}\n${why}`].join("\n\n")}\n`;

/** What the mail says, or null when the catalogue no longer knows it, or can no longer read it. */
export const wordMail = ({ name, data }: Pick<StoredMail, "name" | "data">): WordedMail | null => {
  const definition = notificationNamed(name);
  const parsed = definition?.data.safeParse(data);
  if (!definition?.mail || !parsed?.success) return null;
  const { variant, href } = definition.text(parsed.data);
  const path = definition.mail.href?.(parsed.data) ?? href;
  return { ...mailWords.of(name, variant), link: new URL(path, env().PUBLIC_URL).href };
};

/** The mail as it is sent, or null where it cannot be worded. */
export const composeMail = (mail: StoredMail): ComposedMail | null => {
  const worded = wordMail(mail);
  if (!worded) return null;
  const site = mailWords.site;
  const host = new URL(env().PUBLIC_URL).hostname;
  const parts = { ...worded, site, why: mailWords.why };
  return {
    from: env().MAIL_FROM ?? `${site} <no-reply@${host}>`,
    to: mail.address,
    subject: worded.subject,
    text: textOf(parts),
    html: htmlOf(parts),
    // The same on every try, so that a mail that was taken twice is shown once.
    messageId: `<${mail.id}@${host}>`,
    date: mail.createdAt,
    // No automatic reply answers it (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
  };
};
