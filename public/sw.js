// Keeps one page for when there is no network. Everything else, prices and balances above all, comes from the network or not
// at all: nothing that a person sees was ever kept here. A new version takes over at once, since it holds nothing to lose.
const OFFLINE = "/offline";
// The address that registered this worker names the version of the page: a new page is a new worker.
const CACHE = `evens-offline-${new URL(location.href).searchParams.get("v")}`;

const keepPage = async () => {
  const cache = await caches.open(CACHE);
  const page = await fetch(new Request(OFFLINE, { credentials: "omit", cache: "reload" }));
  if (!page.ok) throw new Error(`the offline page answered ${page.status}`);
  await cache.put(OFFLINE, page);
};

const dropOthers = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
};

const fromNetwork = async (event) => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepPage());
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([dropOthers(), clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("fetch", (event) => {
  const { mode, method } = event.request;
  if (mode === "navigate" && method === "GET") event.respondWith(fromNetwork(event));
});
