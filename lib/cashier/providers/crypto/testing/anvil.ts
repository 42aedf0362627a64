import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestClient, type Hex, http, publicActions, walletActions } from "viem";

/** The binary itself, so that its process id is the one that is stopped. */
const binary = (): string => {
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const platform = process.platform === "win32" ? "win32" : process.platform;
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("@foundry-rs/anvil/package.json")).resolve(
    `@foundry-rs/anvil-${platform}-${arch}/bin/anvil${process.platform === "win32" ? ".exe" : ""}`,
  );
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
};

/** A client that also controls the node. */
const control = (url: string) =>
  createTestClient({
    mode: "anvil",
    cacheTime: 0,
    pollingInterval: 20,
    transport: http(url, { retryCount: 0 }),
  })
    .extend(publicActions)
    .extend(walletActions);

export type Anvil = {
  url: string;
  client: ReturnType<typeof control>;
  /** Accounts that the node signs for, each with 10,000 coins. */
  accounts: Hex[];
  mine(blocks?: number): Promise<void>;
  /** Replaces so many of the newest blocks by empty ones. */
  reorg(depth: number): Promise<void>;
  stop(): Promise<void>;
};

const stopped = async (node: ChildProcess): Promise<void> => {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const exit = once(node, "exit");
  node.kill("SIGKILL");
  await exit;
};

/** Starts a chain of its own on loopback, on which blocks are mined only when somebody says so. */
export const startAnvil = async (chainId: number): Promise<Anvil> => {
  const port = await freePort();
  const place = ["--host", "127.0.0.1", "--port", String(port), "--chain-id", String(chainId)];
  const node = spawn(binary(), [...place, "--no-mining", "--silent"], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const client = control(url);
  for (let tries = 0; ; tries += 1) {
    try {
      await client.getBlockNumber();
      break;
    } catch (error) {
      if (tries > 400 || node.exitCode !== null) {
        await stopped(node);
        throw error;
      }
      await sleep(25);
    }
  }
  return {
    url,
    client,
    accounts: await client.getAddresses(),
    mine: async (blocks = 1) => {
      for (let block = 0; block < blocks; block += 1) await client.mine({ blocks: 1 });
    },
    reorg: async (depth) => {
      await client.request({ method: "anvil_reorg", params: [depth, []] } as never);
    },
    stop: () => stopped(node),
  };
};
