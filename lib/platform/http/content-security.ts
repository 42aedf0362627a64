import { createHash } from "node:crypto";

const NONCE = /'nonce-([\w-]+)'(?: 'strict-dynamic')?/;

/**
 * The content security policy of a shared page, derived from the one that it was rendered with: instead of the nonce,
 * which must not be used twice, it lists the hashes of exactly those inline scripts that carry the nonce. An injected
 * script without the nonce does not run.
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
