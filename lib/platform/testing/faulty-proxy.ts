import { connect, createServer, type Server, type Socket } from "node:net";

/** Every byte between us and PostgreSQL goes through it, so that a test decides what gets through. */
export type FaultyProxy = {
  /** The database's connection string, by way of the proxy. */
  url: string;
  /**
   * Once: the connection whose next request contains this text is cut when the server has carried it out and answered,
   * before anything of the answer is passed on. Resolves when that has happened.
   */
  cutAfter(text: string): Promise<void>;
  /** Once: the connection whose next request contains this text is cut before the server hears of it. */
  cutBefore(text: string): Promise<void>;
  /** From now on nothing passes in either direction, and nobody is told: a cable that was pulled. */
  stall(): void;
  /** Cuts everything and lets nobody in: a server that was stopped. */
  refuse(): Promise<void>;
  /** Everything passes again, what was held back first. */
  resume(): Promise<void>;
  connections(): number;
  close(): Promise<void>;
};

type Ambush = { text: string; after: boolean; sprung: () => void };

/** ReadyForQuery, before its last byte: the server has done all that it was asked for. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });

export const faultyProxy = async (databaseUrl: string): Promise<FaultyProxy> => {
  const target = new URL(databaseUrl);
  const pairs = new Map<Socket, Socket>();
  let ambushes: Ambush[] = [];
  let stalled = false;

  const serve = (client: Socket): void => {
    const server = connect(Number(target.port), target.hostname);
    pairs.set(client, server);
    let trapped: Ambush | undefined;
    const cut = (): void => {
      pairs.delete(client);
      client.destroy();
      server.destroy();
    };
    client.on("data", (chunk: Buffer) => {
      const met = ambushes.find(({ text }) => chunk.includes(text));
      if (met) {
        ambushes = ambushes.filter((one) => one !== met);
        if (!met.after) {
          cut();
          met.sprung();
          return;
        }
        trapped = met;
      }
      server.write(chunk);
    });
    let tail = Buffer.alloc(0);
    server.on("data", (chunk: Buffer) => {
      if (!trapped) {
        client.write(chunk);
        return;
      }
      tail = Buffer.concat([tail, chunk]).subarray(-READY.length - 1);
      if (!tail.subarray(0, READY.length).equals(READY)) return;
      cut();
      trapped.sprung();
    });
    for (const socket of [client, server]) {
      socket.on("error", cut);
      socket.on("close", cut);
      if (stalled) socket.pause();
    }
  };

  const open = async (port: number): Promise<Server> => {
    const made = createServer(serve);
    await listen(made, port);
    return made;
  };
  let server: Server | undefined = await open(0);
  const { port } = server.address() as { port: number };
  const url = new URL(databaseUrl);
  url.port = String(port);
  url.hostname = "127.0.0.1";

  const shut = async (): Promise<void> => {
    const old = server;
    server = undefined;
    const closed = new Promise<void>((done) => (old ? old.close(() => done()) : done()));
    for (const [client, to] of pairs) {
      client.destroy();
      to.destroy();
    }
    pairs.clear();
    await closed;
  };
  const ambush = (text: string, after: boolean): Promise<void> =>
    new Promise((sprung) => ambushes.push({ text, after, sprung }));

  return {
    url: url.href,
    cutAfter: (text) => ambush(text, true),
    cutBefore: (text) => ambush(text, false),
    stall: () => {
      stalled = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    refuse: shut,
    resume: async () => {
      stalled = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
      server ??= await open(port);
    },
    connections: () => pairs.size,
    close: shut,
  };
};
