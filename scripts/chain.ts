// A chain on this machine for trying crypto out: npm run chain. Then, in another terminal, npm start with the variables that it prints.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Address, getAddress, parseEther, parseUnits } from "viem";
import { startSite } from "#lib/cashier/providers/crypto/testing/site.ts";

const BLOCK_SECONDS = 2;
// A new chain each time: a site remembers what it has read of the last one.
const chainId = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
const { anvil, tokens, hot, env, stop } = await startSite(chainId, ["honest", "silent"]);
for (const token of [tokens.honest, tokens.silent]) await token.send(hot, parseUnits("100000", 6));
await anvil.client.setIntervalMining({ interval: BLOCK_SECONDS });

for (const [name, value] of Object.entries(env)) console.log(`export ${name}=${value}`);
console.log("\nType an address, an amount and ETH, USDC or USDT to send, or stop it with Ctrl-C.");

const send = async (line: string): Promise<string> => {
  const [to = "", amount = "", asset = "ETH"] = line.trim().split(/\s+/);
  const address = getAddress(to);
  if (asset === "USDC") return tokens.honest.send(address, parseUnits(amount, 6));
  if (asset === "USDT") return tokens.silent.send(address, parseUnits(amount, 6));
  const account = anvil.accounts[1] as Address;
  return anvil.client.sendTransaction({ account, to: address, value: parseEther(amount), chain: null });
};

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  if (line.trim() !== "")
    send(line).then(
      (hash) => console.log(`sent as ${hash}`),
      (error: Error) => console.log(error.message.split("\n")[0]),
    );
});
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
lines.close();
await stop();
