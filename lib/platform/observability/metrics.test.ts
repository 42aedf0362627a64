import { get } from "node:http";
import { expect, it, vi } from "vitest";
import { freePort } from "../http/free-port.ts";
import { exportFigures, httpDuration, registry, serveMetrics } from "./metrics.ts";

const METRICS_PORT = await freePort();
vi.mock("../config/env.ts", () => ({ env: () => ({ METRICS_HOST: "127.0.0.1", METRICS_PORT }) }));

const ask = (path: string): Promise<{ status: number | undefined; type: string | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    get({ port: METRICS_PORT, host: "127.0.0.1", path }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode, type: answer.headers["content-type"], text }),
      );
    }).on("error", reject);
  });

it("answers Prometheus with the process's figures, default metrics and times of answers", async () => {
  exportFigures({ outboxAgeS: 1.5, providers: { simulator: "up" } });
  exportFigures({ outboxAgeS: 2.5 });
  httpDuration.observe({ method: "GET", status: "200" }, 0.02);
  serveMetrics();
  const { status, type, text } = await ask("/metrics");
  expect([status, type]).toEqual([200, registry.contentType]);
  expect(text).toContain("evens_outbox_age_s 2.5");
  expect(text).not.toContain("providers");
  expect(text).toContain(
    'evens_http_request_duration_seconds_bucket{le="0.025",method="GET",status="200"} 1',
  );
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect((await ask("/")).status).toBe(404);
});
