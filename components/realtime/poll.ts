import type { Poll } from "#lib/realtime/client/index.ts";

const ANSWER_MS_MAX = 5_000;

/** Asks the site itself, where the sidecar's socket does not get through. */
export const poll: Poll = async (topics) => {
  if (topics.length === 0) return [];
  const asked = new URLSearchParams(topics.map((topic) => ["topic", topic]));
  const answer = await fetch(`/api/realtime?${asked}`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (!answer.ok) throw new Error(`polling answered ${answer.status}`);
  return answer.json();
};
