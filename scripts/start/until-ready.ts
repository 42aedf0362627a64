import { setTimeout as sleep } from "node:timers/promises";
import { Stop, say, warn } from "./terminal.ts";

const READY_MS_MAX = 180_000;
const ASK_EVERY_MS = 300;
const REPORT_EVERY_MS = 10_000;

const missing = async (url: string): Promise<string[]> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (response.ok) return [];
    const { checks = {} } = (await response.json()) as { checks?: Record<string, { ok: boolean }> };
    const wrong = Object.keys(checks).filter((name) => !checks[name]?.ok);
    return wrong.length > 0 ? wrong : [`web (status ${response.status})`];
  } catch {
    return ["web"];
  }
};

/** Waits until the readiness address says yes, and tells what it still waits for. */
export const untilReady = async (url: string, cancelled: () => boolean): Promise<void> => {
  const started = Date.now();
  let reportedAt = started;
  for (;;) {
    const wrong = await missing(url);
    if (wrong.length === 0 || cancelled()) return;
    const now = Date.now();
    if (now - started > READY_MS_MAX)
      throw new Stop(
        `After ${READY_MS_MAX / 1000} s these are not well: ${wrong.join(", ")}; see their lines above.`,
      );
    if (now - reportedAt > REPORT_EVERY_MS) {
      reportedAt = now;
      if (now - started > 3 * REPORT_EVERY_MS) warn(`still not well: ${wrong.join(", ")}`);
      else say(`… waiting for ${wrong.join(", ")}`);
    }
    await sleep(ASK_EVERY_MS);
  }
};
