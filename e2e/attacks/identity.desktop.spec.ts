import sharp from "sharp";
import { expect, test } from "../support/test.ts";

test("an upload needs a session, an Origin of this site, a picture, and a bounded size", async ({
  playerPage: page,
  playwright,
  baseURL,
}) => {
  const { origin } = new URL(baseURL ?? "");
  const address = `${origin}/account/identity/documents`;
  const file = (buffer: Buffer, name = "passport.jpg") => ({
    kind: "utility_bill",
    file: { name, mimeType: "image/jpeg", buffer },
  });
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#49a" } })
    .jpeg()
    .toBuffer();
  const send = (buffer: Buffer, headers: Record<string, string> = { origin }) =>
    page.request.post(address, { multipart: file(buffer), headers, maxRedirects: 0 });

  expect((await send(picture, {})).status()).toBe(403);
  expect((await send(picture, { origin: "https://evil.example" })).status()).toBe(403);
  const stranger = await playwright.request.newContext();
  expect((await stranger.post(address, { multipart: file(picture), headers: { origin } })).status()).toBe(
    401,
  );
  await stranger.dispose();
  expect((await send(Buffer.alloc(11_000_000))).status()).toBe(413);
  // Everything is verified already: nothing is stored, and nothing is decoded.
  expect((await send(picture)).headers().location).toBe("/account/identity?upload=not_needed#documents");
});
