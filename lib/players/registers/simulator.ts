import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

type Fields = { email?: string; lastName?: string };

// In a demo, a last name says what the register knows of somebody.
const KNOWN: Readonly<Record<string, string>> = { excluded: "Y", formerly: "P" };
const exclusionOf = ({ lastName = "" }: Fields): string => KNOWN[lastName.toLowerCase()] ?? "N";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/**
 * The far side of the registers, on the loopback interface, for demonstrations and tests: people whose last name is "Excluded" are in the
 * register, "Formerly" were, and about "Outage" it does not answer.
 */
export const startRegisterSimulator = async (): Promise<{ url: string; server: Server }> => {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    response.setHeader("x-unique-id", randomUUID());
    if (/outage/i.test(body)) return void response.writeHead(503).end();
    if (request.url === "/gamstop") {
      const fields = Object.fromEntries(new URLSearchParams(body)) as Fields;
      return void response.setHeader("x-exclusion", exclusionOf(fields)).end();
    }
    response.setHeader("content-type", "application/json");
    const sent = JSON.parse(body) as Fields & Fields[];
    if (request.url === "/gamstop/batch")
      return void response.end(JSON.stringify(sent.map((each) => ({ exclusion: exclusionOf(each) }))));
    return void response.end(
      JSON.stringify({ excluded: exclusionOf(sent) === "Y", reference: randomUUID() }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It ends with the process.
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};
