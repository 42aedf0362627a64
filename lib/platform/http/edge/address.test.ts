import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddress, clientNetwork, isLoopback, parseAddress, siteNetwork } from "./address.ts";

describe("parseAddress", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    [" 203.0.113.9 ", "203.0.113.9"],
    ["203.0.113.9:51234", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["[2001:DB8::1]:443", "2001:db8::1"],
    ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
  ])("reads %s as %s", (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  it.each([
    "",
    "unknown",
    "_hidden",
    "999.1.1.1",
    "1.2.3",
    "01.2.3.4",
    "fe80::1%eth0",
    "<script>",
    "203.0.113.9 evil",
    "9".repeat(3_000),
    "\u0000",
  ])("takes no %j", (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it("never returns anything but an address", () => {
    const text = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV6().map((address) => `[${address}]:80`),
    );
    fc.assert(
      fc.property(text, (given) => {
        const address = parseAddress(given);
        if (address === null) return;
        expect(address).toMatch(/^[\d.]{7,15}$|^[\da-f:]{2,39}$/);
        expect(parseAddress(address)).toBe(address);
      }),
    );
  });
});

describe("the client's address", () => {
  const SOCKET = "::ffff:10.0.0.1";

  it("is the socket's when no proxy is trusted, whatever the client writes", () => {
    for (const header of [undefined, "6.6.6.6", "6.6.6.6, 7.7.7.7", "x".repeat(3_000)])
      expect(clientAddress(SOCKET, header, 0)).toBe("10.0.0.1");
  });

  it.each([
    ["one proxy", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
    ["a CDN and a load balancer", "6.6.6.6, 203.0.113.9, 198.51.100.7", 2, "203.0.113.9"],
    ["a request that came past the CDN", "203.0.113.9", 2, "203.0.113.9"],
    ["an entry that is no address", "6.6.6.6, unknown", 1, "10.0.0.1"],
    ["an entry with a port", "203.0.113.9:4711", 1, "203.0.113.9"],
    ["a text of 3,000 characters", "9".repeat(3_000), 1, "10.0.0.1"],
  ])("with %s is the entry of the outermost trusted one", (_, header, hops, address) => {
    expect(clientAddress(SOCKET, header, hops)).toBe(address);
  });

  it("is what the trusted proxies wrote, whatever the client put before it", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.array(fc.ipV4(), { minLength: 1, maxLength: 4 }),
        (own, appended) => {
          const header = [own, ...appended].join(", ");
          expect(clientAddress(SOCKET, header, appended.length)).toBe(appended[0]);
        },
      ),
    );
  });
});

it("counts a /64 of IPv6 as one client, and a /48 as one site", () => {
  const ours = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:0DB8:0001:0002:1:2:3:4"];
  expect(new Set(ours.map(clientNetwork))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(clientNetwork("2001:db8:1:3::1")).not.toBe(clientNetwork("2001:db8:1:2::1"));
  expect(siteNetwork("2001:db8:1:3::1")).toBe(siteNetwork("2001:db8:1:2::1"));
  expect(clientNetwork("203.0.113.9")).toBe("203.0.113.9");
  expect(clientNetwork("unknown")).toBe("unknown");
  expect(clientNetwork("::1")).toBe("0:0:0:0::/64");
});

it("knows loopback", () => {
  for (const address of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
    expect(isLoopback(address)).toBe(true);
  for (const address of ["10.0.0.1", "203.0.113.9", "2001:db8::1", undefined, ""])
    expect(isLoopback(address)).toBe(false);
});
