import { expect, type Page } from "@playwright/test";

/** The demo mailbox of this address, once a mail with this subject is in it. */
const mailIn = async (page: Page, address: string, subject: string) => {
  const mail = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: subject }) });
  await expect(async () => {
    await page.goto(`/demo/mail?to=${encodeURIComponent(address)}`);
    await expect(mail.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  return mail.first();
};

/** Opens the link of the newest mail with this subject. */
export const openMailLink = async (page: Page, address: string, subject: string): Promise<void> => {
  await (await mailIn(page, address, subject)).getByRole("link").click();
  await page.waitForURL((url) => url.pathname !== "/demo/mail");
};
