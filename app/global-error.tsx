"use client";

import words from "#lib/i18n/messages/en/fault.json";

// It replaces the whole document, layout and style sheet included: the colours are those of globals.css.
const STYLE = `
  :root { color-scheme: dark light; --bg: #0d1015; --ink: #f2f3f5; --muted: #b3b7bf; --accent: #ffa733; --on: #241507 }
  @media (prefers-color-scheme: light) { :root { --bg: #f5f2ed; --ink: #16181d; --muted: #54575e } }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; justify-items: center; gap: .75rem;
    padding: 1.5rem; box-sizing: border-box; background: var(--bg); color: var(--ink); text-align: center;
    font: 15px/1.5 system-ui, sans-serif }
  h1 { margin: 0; font-size: 1.3125rem; font-weight: 600; letter-spacing: -.02em }
  p { margin: 0; max-width: 24rem; color: var(--muted); overflow-wrap: anywhere }
  button { margin-top: .75rem; padding: .75rem 1.25rem; border: 0; border-radius: .375rem; background: var(--accent);
    color: var(--on); font: inherit; font-weight: 600; cursor: pointer }
  button:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }`;

/**
 * Shown if even the layout of the page failed, as without the database. Every page loads it, so its texts are few,
 * and in their own file.
 */
export default function GlobalError({ error }: { error: unknown }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : words.noReference;
  return (
    <html lang="en">
      <body>
        <title>{`${words.title} · ${words.name}`}</title>
        <style>{STYLE}</style>
        <main style={{ display: "contents" }}>
          <h1>{words.title}</h1>
          <p>
            {words.lead} {reference}
          </p>
          <button type="button" onClick={() => location.reload()}>
            {words.retry}
          </button>
        </main>
      </body>
    </html>
  );
}
