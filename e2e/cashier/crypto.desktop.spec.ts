import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, expect, expectBalance, register, signIn, test } from "../support/test.ts";

/** Asks the journeys' own chain. */
const ask = async (method: string, params: unknown[] = []): Promise<unknown> => {
  const answer = await fetch(process.env.E2E_CHAIN_URL ?? "", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
  if (error) throw new Error(error.message);
  return result;
};
const mine = () => ask("anvil_mine", ["0x1"]);

const HUNDRED_EUROS = `0x${(50_000_000_000_000_000n).toString(16)}`;

/** Mines blocks until the page shows this: other journeys may use the chain, too. */
const mineUntil = async (page: Page, text: string) => {
  await expect(async () => {
    await mine();
    await expect(page.getByText(text, { exact: true }).first()).toBeVisible({ timeout: 3_000 });
  }).toPass();
};

test("coins are followed from the first block to the balance, and paid out to the player's wallet", async ({
  page,
}) => {
  await register(page);
  await page.goto("/cashier");
  await page.getByRole("link", { name: "Deposit crypto" }).click();
  await page.getByRole("button", { name: "No limit for now" }).click();
  await page.getByRole("button", { name: "Show my address" }).click();
  await expect(page.getByRole("img", { name: "QR code of your Anvil address" })).toBeVisible();
  const address = await page.getByText(/^0x[0-9a-fA-F]{40}$/).textContent();
  await expectSound(page, "crypto");

  const [, payer] = (await ask("eth_accounts")) as string[];
  await ask("eth_sendTransaction", [{ from: payer, to: address, value: HUNDRED_EUROS }]);
  await mine();
  await expect(page.getByText("0.05 ETH")).toBeVisible();
  await expect(page.getByText(/^1 of 3 confirmations$/)).toBeVisible();
  // The chain replaces the block, and the payment is mined again.
  await ask("anvil_reorg", [1, []]);
  await expect(page.getByText("Dropped by the network")).toBeVisible();
  await expect(page.getByText(/^The network replaced the block/)).toBeVisible();
  await expectBalance(page, 0);
  await ask("eth_sendTransaction", [{ from: payer, to: address, value: HUNDRED_EUROS }]);
  await mineUntil(page, "Credited");
  await expectBalance(page, 10_000);
  await expectSound(page, "crypto");

  await page.getByRole("link", { name: "Wallets for withdrawals" }).click();
  await page.getByLabel("Coin or token").selectOption({ label: "ETH on Anvil" });
  await page.getByLabel("Address").fill("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD");
  await page.getByRole("button", { name: "Add wallet" }).click();
  await expect(page.getByText(/^A character is wrong or its case has changed/)).toBeVisible();
  // Nobody else's: staff look at a withdrawal to a wallet that two players have registered.
  const wallet = randomBytes(20).toString("hex");
  await page.getByLabel("Address").fill(`0x${wallet}`);
  await page.getByRole("button", { name: "Add wallet" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "ETH on Anvil" })).toBeVisible();
  await expect(page.getByText(/^Ready to use · Up to €1,000/)).toBeVisible();
  await expectSound(page, "crypto");

  await page.goto("/cashier/withdraw");
  await page.getByLabel("Amount (EUR)").fill("40");
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  await mineUntil(page, "Paid");
  await expectBalance(page, 6_000);
});

test("staff see where scanner and signer are, and what the wallets hold", async ({ page }) => {
  await signIn(page, demoAccount("risk"));
  await page.goto("/admin/payments/chain");
  await expect(page.getByText("Running")).toHaveCount(2);
  await expect(page.getByText(/^Hot wallet$/)).toBeVisible();
  await expectSound(page, "chain");
});
