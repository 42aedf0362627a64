import "server-only";
import { createHash } from "node:crypto";
import { en } from "#lib/i18n/messages/en/index.ts";

// Reloads the requested address as soon as there is a network. A browser may report one a
// moment before its service worker has it, and may have one while the site does not answer.
const SCRIPT =
  'addEventListener("online", () => location.reload()); if (navigator.onLine) setTimeout(() => location.reload(), 5000);';

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");

const { name } = en.common;
const { offlineTitle, offlinePage, offlineSafe } = en.shell;
const { retry } = en.common;

// Self-contained, without the site's style sheet: the colours are those of the dark theme in globals.css.
const STYLE = `
  :root { color-scheme: dark; --bg: #0d1015; --ink: #f2f3f5; --muted: #b3b7bf; --accent: #ffa733; --on: #241507 }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; justify-items: center; gap: .75rem; padding: 1.5rem;
    box-sizing: border-box; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; text-align: center }
  h1 { margin: 0; font-size: 1.3125rem; letter-spacing: -.02em }
  p { margin: 0; max-width: 24rem; color: var(--muted) }
  a { margin-top: .75rem; padding: .75rem 1.25rem; border-radius: .375rem; background: var(--accent); color: var(--on);
    font-weight: 600; text-decoration: none }
  a:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }`;

/** The page shown without a network. It contains nobody's data. */
export const OFFLINE_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${offlineTitle} · ${name}</title>
<style>${STYLE}</style>
<main style="display: contents">
<h1>${offlineTitle}</h1>
<p>${offlinePage}</p>
<p>${offlineSafe}</p>
<a href="">${retry}</a>
</main>
<script>${SCRIPT}</script>
</html>
`;

/** Changes with every change of the page, so that browsers fetch it again. */
export const OFFLINE_VERSION = createHash("sha256").update(OFFLINE_PAGE).digest("hex").slice(0, 12);

export const OFFLINE_SECURITY = [
  "default-src 'none'",
  `style-src 'unsafe-inline'`,
  `script-src 'sha256-${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
