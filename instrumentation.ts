/** Once, before this process answers anybody. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { guardDoor } = await import("#lib/platform/door.ts");
  guardDoor();
  // A build serves nobody.
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const { startWebBeat } = await import("#lib/processes/web.ts");
  void startWebBeat();
};
