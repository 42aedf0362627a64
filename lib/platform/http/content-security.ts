import { createHash } from "node:crypto";

const NONCE = /'nonce-([\w-]+)'(?: 'strict-dynamic')?/;

/**
 * The content security policy of a page that many are shown, from the one that it was rendered with: instead of the nonce, which must
 * not be used twice, it names by their hashes exactly the inline scripts that carry it. A script that found its way into the page
 * without the nonce does not run.
 */
export const policyWithHashes = (policy: string, html: string): string => {
  const [allowed, nonce] = NONCE.exec(policy) ?? [];
  if (!allowed) throw new Error("a page was rendered without a nonce");
  const inline = new RegExp(`<script(?=[^>]*\\snonce="${nonce}")(?![^>]*\\ssrc=)[^>]*>(.*?)</script>`, "gs");
  const hashes = [...html.matchAll(inline)].map(
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
  return policy.replace(allowed, [...new Set(hashes)].join(" "));
};
