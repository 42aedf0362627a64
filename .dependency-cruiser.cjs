// The layers of docs/ARCHITECTURE.md, from the bottom. Modules of one layer do not import each other.
const LAYERS = [
  ["core"],
  ["platform"],
  ["ledger", "audit"],
  ["players"],
  ["promotions"],
  ["sportsbook", "casino", "cashier"],
  ["fraud"],
  ["backoffice", "realtime", "notifications"],
  ["processes"],
];
// Open to every layer above: platform and core; i18n is for what people read.
const OPEN = ["core", "platform", "i18n"];
const MODULES = ["feeds", "events", "pricing", "markets", "betting", "settlement", "sports"];
// market-ids and protocol are vocabulary that both sides of the wire share, like schemas and views.
const PUBLIC_API = "(index|schema|events|views|permissions|market-ids|protocol)\\.ts$";
// The components and messages of a sport, and how its markets settle.
const SPORT_SCREENS = "^lib/sportsbook/sports/(ui|messages|outcomes)\\.ts$";
const SPORT_UI = "^lib/sportsbook/sports/(ui\\.ts|use-sport-messages\\.ts|[^/]+/ui/)";
// Tests look where they must, and so do tools.
const EXEMPT = "\\.test\\.tsx?$|/testing/|/testing\\.ts$|^(scripts|bench)/";

const anyOf = (names) => `(${names.join("|")})`;
const inModule = (name) => `^lib/${name}/`;

const layers = LAYERS.flatMap((modules, layer) =>
  modules.map((name) => {
    const above = LAYERS.slice(layer + 1).flat();
    const beside = name === "ledger" || name === "audit" ? [] : modules.filter((other) => other !== name);
    return { name, closed: [...above, ...beside] };
  }),
)
  .filter(({ closed }) => closed.length > 0)
  .map(({ name, closed }) => ({
    name: `layer-${name}`,
    comment: `${name} may not import the layers above it, nor modules of its own`,
    severity: "error",
    from: { path: inModule(name), pathNot: `${SPORT_UI}|${EXEMPT}` },
    to: { path: inModule(anyOf(closed)) },
  }));

const closedModules = LAYERS.flat().filter((name) => !OPEN.includes(name));

const publicApis = closedModules.map((name) => ({
  name: `public-api-${name}`,
  comment: `from outside only the public API of ${name} is imported: index.ts, schema.ts, events.ts, permissions.ts`,
  severity: "error",
  from: { pathNot: `${inModule(name)}|${EXEMPT}` },
  to: {
    path: inModule(name),
    // The browser's half of realtime is a public API of its own, and so is that of each sportsbook module.
    pathNot: [
      name === "sportsbook"
        ? `^lib/sportsbook/${PUBLIC_API}|^lib/sportsbook/[^/]+/${PUBLIC_API}|${SPORT_SCREENS}`
        : `^lib/${name}/${PUBLIC_API}`,
      `^lib/${name}/module\\.ts$`,
      ...(name === "realtime" ? ["^lib/realtime/client/"] : []),
    ],
  },
}));

const sportsbookApis = MODULES.map((name) => ({
  name: `public-api-sportsbook-${name}`,
  comment: `from the sportsbook's other modules only the public API of ${name} is imported`,
  severity: "error",
  from: { path: "^lib/sportsbook/", pathNot: `^lib/sportsbook/(${name}/|module\\.ts$)|${EXEMPT}` },
  to: { path: `^lib/sportsbook/${name}/`, pathNot: `^lib/sportsbook/${name}/${PUBLIC_API}` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    ...publicApis,
    ...sportsbookApis,
    {
      name: "core-is-pure",
      comment: "core imports nothing but the language and itself",
      severity: "error",
      from: { path: inModule("core"), pathNot: EXEMPT },
      to: { pathNot: inModule("core") },
    },
    {
      name: "tests-only",
      comment: "what lies in a testing folder serves tests, benches and tools",
      severity: "error",
      from: { path: "^(app|components|lib|prisma)/", pathNot: `${EXEMPT}|\\.bench\\.tsx$` },
      to: { path: "^lib/.*(/testing/|/testing\\.ts$)" },
    },
    {
      name: "lib-without-next-or-react",
      comment:
        "lib knows neither Next nor React, except the server-action adapter, reading session cookies, and i18n",
      severity: "error",
      from: {
        path: "^lib/",
        pathNot: `${SPORT_UI}|^lib/platform/commands/action\\.ts$|^lib/players/session-cookie\\.ts$|^lib/processes/(start-web|router-state)\\.ts$|^lib/i18n/|${EXEMPT}`,
      },
      to: { path: "node_modules/(next|react|react-dom|next-auth|next-intl)/" },
    },
    {
      name: "lib-below-app",
      comment: "lib knows neither pages nor components; what a sport draws is made of components",
      severity: "error",
      from: { path: "^lib/", pathNot: SPORT_UI },
      to: { path: "^(app|components|scripts|e2e|bench)/" },
    },
    {
      name: "i18n",
      comment: "lib returns values; pages word them, and mails, which the worker sends",
      severity: "error",
      from: { path: "^lib/", pathNot: `^lib/i18n/|^lib/notifications/channels/mail/compose\\.ts$|${EXEMPT}` },
      to: { path: "^lib/i18n/" },
    },
    {
      name: "components-stay-in-the-browser",
      comment: "components import schemas, views, core, the realtime client, and i18n",
      severity: "error",
      from: { path: "^components/", pathNot: EXEMPT },
      to: {
        path: "^lib/",
        pathNot: [
          "^lib/core/",
          "^lib/i18n/",
          "^lib/realtime/client/",
          SPORT_SCREENS,
          "^lib/.*(schema|views|events|market-ids|protocol)\\.ts$",
        ],
      },
    },
    {
      name: "no-circular",
      comment: "a circle has no bottom",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "an import must lead somewhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.css$|^node:|^server-only$" },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API yet, and without this the rules would silently read nothing.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "lib/platform/generated|\\.next/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
    cache: false,
  },
};
