/** Once, before this process answers anybody. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { guardDoor } = await import("#lib/platform/http/edge/door.ts");
  const { builtFiles } = await import("#lib/platform/http/built-files.ts");
  const { env } = await import("#lib/platform/config/env.ts");
  const { answerSharedPage } = await import("./app/shared-pages.ts");
  const { isRouterState } = await import("./app/router-state.ts");
  // A build serves nobody.
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const keepers = [
    ...(process.env.NODE_ENV === "production" ? [builtFiles(process.env.NEXT_DIST_DIR ?? ".next")] : []),
    answerSharedPage,
  ];
  const { PUBLIC_URL, TRUSTED_PROXY_HOPS, NODE_ENV } = env();
  guardDoor(
    {
      publicUrl: PUBLIC_URL,
      trustedHops: TRUSTED_PROXY_HOPS,
      isRouterState,
      development: NODE_ENV === "development",
    },
    (...request) => keepers.some((keeps) => keeps(...request)),
  );
  const { startWebBeat } = await import("#lib/processes/web.ts");
  void startWebBeat();
};
