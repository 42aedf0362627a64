/** Once, before this process answers anybody. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { guardDoor } = await import("#lib/platform/door.ts");
  const { answerVisitor } = await import("./app/visitors.ts");
  // While a site is being written, each look at a page is drawn.
  guardDoor(process.env.NODE_ENV === "production" ? answerVisitor : () => false);
  // A build serves nobody.
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const { startWebBeat } = await import("#lib/processes/web.ts");
  void startWebBeat();
};
