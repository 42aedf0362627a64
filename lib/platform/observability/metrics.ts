import { createServer } from "node:http";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { env } from "../config/env.ts";
import { log } from "./log.ts";

/** The Prometheus metrics of this process. */
export const registry = new Registry();

/** How long a web process takes to answer, in seconds. */
export const httpDuration = new Histogram({
  name: "evens_http_request_duration_seconds",
  help: "Time from a request's headers to the end of its answer",
  labelNames: ["method", "status"] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

const gauges = new Map<string, Gauge>();

const gaugeOf = (figure: string): Gauge => {
  const known = gauges.get(figure);
  if (known) return known;
  const name = figure.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(/\W/g, "_");
  const gauge = new Gauge({
    name: `evens_${name}`,
    help: `${figure}, as on the health page`,
    registers: [registry],
  });
  gauges.set(figure, gauge);
  return gauge;
};

/** Exports the figures that a process reports with its beat, each number as a gauge. */
export const exportFigures = (figures: Record<string, unknown>): void => {
  for (const [figure, value] of Object.entries(figures))
    if (typeof value === "number") gaugeOf(figure).set(value);
};

/**
 * Answers `GET /metrics` on METRICS_HOST at METRICS_PORT, if set. If the port is taken, it logs that and goes on
 * without.
 */
export const serveMetrics = (): void => {
  const { METRICS_HOST, METRICS_PORT } = env();
  if (METRICS_PORT === undefined) return;
  collectDefaultMetrics({ register: registry });
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
  });
  server.on("error", (error) => log.warn({ err: error, port: METRICS_PORT }, "metrics are not served"));
  // It ends with the process, whatever is still open.
  server.listen(METRICS_PORT, METRICS_HOST).unref();
};
