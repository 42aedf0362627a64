// A process of many socket clients. Opens as many as it is asked to, and answers "count" with what they have received since.
import { openRawSocket, type RawSocket } from "./raw-socket.ts";

export type ClientsPlan = {
  port: number;
  origin: string;
  sockets: number;
  /** Topics that a socket joins, by its number; none for the raw server, which sends without being asked. */
  topics: string[][];
  /** Read the prices out of the messages, and how old each was: `feed.ts` writes its time into the odds. */
  timesFrom: number | null;
};
export type ClientsAnswer =
  | { kind: "open" }
  | { kind: "counted"; messages: number; bytes: number; closed: number; sample: string; ages: number[] }
  | { kind: "failed"; why: string };

const MESSAGE = Buffer.from('42["message"');
const PATH = "/socket.io/?EIO=4&transport=websocket";
const ODDS = /"key":"home","odds":"(\d+)"/g;

const tell = (answer: ClientsAnswer): void => void process.send?.(answer);
let plan: ClientsPlan | undefined;
let messages = 0;
let bytes = 0;
let closed = 0;
let sample: Buffer = Buffer.alloc(0);
let ages: number[] = [];

const note = (buffer: Buffer, from: number, to: number): void => {
  messages += 1;
  bytes += to - from;
  if (sample.length === 0) sample = Buffer.from(buffer.subarray(from, to));
  if (plan?.timesFrom == null) return;
  const now = Date.now() - plan.timesFrom;
  const text = buffer.toString("latin1", from, to);
  for (const [, odds] of text.matchAll(ODDS)) ages.push(now - (Number(odds) - 10_000) / 10);
};

const openPlain = (port: number, origin: string): Promise<RawSocket> =>
  openRawSocket(port, "/", origin, note, () => {
    closed += 1;
  });

/** Opens as a browser does, by the sidecar's own protocol, and resolves when the topics are joined. */
const openReader = (port: number, origin: string, topics: readonly string[]): Promise<void> =>
  new Promise((joined, failed) => {
    const take = (buffer: Buffer, from: number, to: number, socket: RawSocket): void => {
      if (buffer.compare(MESSAGE, 0, MESSAGE.length, from, Math.min(to, from + MESSAGE.length)) === 0) {
        note(buffer, from, to);
        return;
      }
      const packet = buffer.toString("latin1", from, Math.min(to, from + 3));
      if (packet.startsWith("0")) socket.send("40");
      else if (packet === "2") socket.send("3");
      else if (packet.startsWith("40"))
        socket.send(
          `420["join",{"topics":${JSON.stringify(topics.map((topic) => ({ topic, version: 0 })))}}]`,
        );
      else if (packet.startsWith("430")) {
        const answer = buffer.toString("utf8", from + 3, to);
        if (answer.startsWith('[{"ok":true') && !answer.includes('{"ok":false')) joined();
        else failed(new Error(`a join was refused: ${answer.slice(0, 200)}`));
      }
    };
    openRawSocket(port, PATH, origin, take, () => {
      closed += 1;
    }).catch(failed);
  });

const OPENED_AT_ONCE = 25;

process.on("message", (word: ClientsPlan | "count") => {
  if (word === "count") {
    tell({ kind: "counted", messages, bytes, closed, sample: sample.toString("utf8"), ages });
    messages = 0;
    bytes = 0;
    ages = [];
    return;
  }
  plan = word;
  const { port, origin, sockets, topics } = word;
  const openAll = async (): Promise<void> => {
    for (let n = 0; n < sockets; n += OPENED_AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(OPENED_AT_ONCE, sockets - n) }, (_, at) =>
          topics.length === 0
            ? openPlain(port, origin)
            : openReader(port, origin, topics[(n + at) % topics.length] ?? []),
        ),
      );
    tell({ kind: "open" });
  };
  openAll().catch((error) => tell({ kind: "failed", why: String(error) }));
});
process.on("SIGTERM", () => process.exit(0));
