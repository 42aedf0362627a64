import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { env } from "#lib/platform/config/env.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { JobQueue } from "#lib/platform/jobs/job.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { playerPasswordChanged } from "#lib/players/events.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { registered } from "#lib/processes/modules.ts";
import { notificationSubscriber } from "../../subscriber.ts";
import { demoMailbox } from "./mailbox.ts";
import { closeMail } from "./transport.ts";

type Received = { from: string; to: string[]; raw: string };

let database: TestDatabase;
let server: SMTPServer;
let received: Received[] = [];
/** What the server says to the next recipients, in place of taking them. */
let refusals: { responseCode: number; message: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => {
      const refusal = refusals.shift();
      done(
        refusal &&
          Object.assign(new Error(refusal.message), {
            responseCode: refusal.responseCode,
          }),
      );
    },
    onData: (stream, { envelope }, done) => {
      let raw = "";
      stream.on("data", (chunk) => {
        raw += chunk;
      });
      stream.on("end", () => {
        const { mailFrom, rcptTo } = envelope;
        received.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          raw,
        });
        done();
      });
    },
  });
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  Object.assign(env(), { SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: "https://evens.example" });
});
afterEach(() => {
  received = [];
  refusals = [];
});
afterAll(async () => {
  closeMail();
  await new Promise<void>((resolve) => server.close(resolve));
  await closeBus();
  await database.drop();
});

/** Runs each job where it is queued, and leaves to the caller what the queue would try again. */
const worker = (failed: Error[] = []): JobQueue => {
  const queue: JobQueue = {
    add: async (job, payload) => {
      try {
        await job.run(job.payload.parse(payload), queue);
      } catch (error) {
        if (job.name !== "send-mail") throw error;
        failed.push(error as Error);
      }
    },
  };
  return queue;
};

const relay = async (failed: Error[] = []): Promise<void> => {
  const round = relayRound({
    events: registered("events"),
    subscribers: [notificationSubscriber(worker(failed))],
  });
  while ((await round()).rows > 0);
};

const changePassword = (playerId: string, changeId: string) =>
  transaction((client) => publish(client, playerPasswordChanged, { playerId, changeId }));

const mailsOf = (playerId: string) =>
  rows<{ sent: boolean; failure: string | null }>(
    "select sent_at is not null as sent, failure from mail where player_id = $1 order by created_at",
    [playerId],
  );

describe("a mail", () => {
  it("goes to the player once, however often its event comes, and says what it is", async () => {
    const [playerId, changeId] = [await makePlayer(0n), uuidv7()];
    await changePassword(playerId, changeId);
    await changePassword(playerId, changeId);
    await relay();
    await changePassword(playerId, changeId);
    await relay();
    expect(received.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: "no-reply@evens.example", to: [`${playerId}@test.example`] },
    ]);
    const [{ raw } = { raw: "" }] = received;
    expect(raw).toMatch(/^From: Evens <no-reply@evens\.example>\r$/m);
    expect(raw).toMatch(/^Subject: Your password was changed\r$/m);
    expect(raw).toMatch(/^Message-ID: <[\da-f-]{36}@evens\.example>\r$/m);
    expect(raw).toMatch(/^Date: \w{3}, \d+ \w{3} \d{4} [\d:]+ \+0000\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(/^Content-Type: text\/plain/m);
    expect(raw).toMatch(/^Content-Type: text\/html/m);
    expect(raw).toContain("https://evens.example/account/devices");
    expect(raw).not.toMatch(/^DKIM-Signature/im);
    expect(await mailsOf(playerId)).toEqual([{ sent: true, failure: null }]);
  });

  it("goes out again for the next change", async () => {
    const playerId = await makePlayer(0n);
    for (const changeId of [uuidv7(), uuidv7()]) await changePassword(playerId, changeId);
    await relay();
    expect(received).toHaveLength(2);
  });

  it("is tried again while the server is busy, and is then sent once", async () => {
    const [playerId, changeId] = [await makePlayer(0n), uuidv7()];
    refusals = [{ responseCode: 451, message: "try again later" }];
    const failed: Error[] = [];
    await changePassword(playerId, changeId);
    await relay(failed);
    expect(failed).toHaveLength(1);
    expect(await mailsOf(playerId)).toEqual([{ sent: false, failure: null }]);
    await changePassword(playerId, changeId);
    await relay();
    expect(received).toHaveLength(1);
    expect(await mailsOf(playerId)).toEqual([{ sent: true, failure: null }]);
  });

  it("is given up when the server refuses it for good", async () => {
    const playerId = await makePlayer(0n);
    refusals = [{ responseCode: 550, message: "no such mailbox" }];
    await changePassword(playerId, uuidv7());
    await relay();
    expect(await mailsOf(playerId)).toEqual([
      { sent: false, failure: expect.stringContaining("no such mailbox") },
    ]);
    expect(received).toEqual([]);
  });

  it("is not sent to a closed account", async () => {
    const playerId = await makePlayer(0n);
    await database.asOwner("update player set status = 'closed' where id = $1", [playerId]);
    await changePassword(playerId, uuidv7());
    await relay();
    expect(await mailsOf(playerId)).toEqual([]);
  });

  it("is signed where a key is configured", async () => {
    const folder = mkdtempSync(join(tmpdir(), "evens-dkim-"));
    const file = join(folder, "key.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
    Object.assign(env(), { DKIM_DOMAIN: "evens.example", DKIM_SELECTOR: "a1", DKIM_KEY_FILE: file });
    closeMail();
    try {
      await changePassword(await makePlayer(0n), uuidv7());
      await relay();
      const signature = /^DKIM-Signature: (.*(?:\r\n\s.*)*)/im.exec(received[0]?.raw ?? "")?.[1] ?? "";
      expect(signature).toMatch(/d=evens\.example;/);
      expect(signature).toMatch(/s=a1;/);
      expect(signature.replaceAll(/\s/g, "").toLowerCase()).toMatch(/h=[^;]*date[^;]*message-id/);
    } finally {
      Object.assign(env(), { DKIM_DOMAIN: undefined, DKIM_SELECTOR: undefined, DKIM_KEY_FILE: undefined });
      closeMail();
      rmSync(folder, { recursive: true });
    }
  });

  it("stays in the mailbox of demo mode where no server is configured, and nowhere else", async () => {
    const playerId = await makePlayer(0n);
    const url = env().SMTP_URL;
    expect(await demoMailbox(null)).toBeNull();
    Object.assign(env(), { SMTP_URL: undefined });
    try {
      const failed: Error[] = [];
      await changePassword(playerId, uuidv7());
      await relay(failed);
      expect(failed, "outside demo mode it waits for a server").toHaveLength(1);
      expect(await demoMailbox(null)).toBeNull();
      Object.assign(env(), { DEMO_MODE: true });
      await changePassword(playerId, uuidv7());
      await relay();
      expect(await demoMailbox(`${playerId}@test.example`)).toEqual([
        expect.objectContaining({
          subject: "Your password was changed",
          link: "https://evens.example/account/devices",
        }),
      ]);
      expect(received).toEqual([]);
    } finally {
      Object.assign(env(), { SMTP_URL: url, DEMO_MODE: false });
    }
  });
});
