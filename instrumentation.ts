/** Once, before this process answers anybody. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { guardDoor } = await import("#lib/platform/door.ts");
  const { builtFiles } = await import("#lib/platform/built-files.ts");
  const { answerVisitor } = await import("./app/visitors.ts");
  // A build serves nobody.
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  // While a site is being written, each look at a page is drawn.
  const keepers =
    process.env.NODE_ENV === "production"
      ? [builtFiles(process.env.NEXT_DIST_DIR ?? ".next"), answerVisitor]
      : [];
  guardDoor((...request) => keepers.some((keeps) => keeps(...request)));
  const { startWebBeat } = await import("#lib/processes/web.ts");
  void startWebBeat();
};
