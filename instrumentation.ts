/** Once, before this process answers anybody. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { guardDoor } = await import("#lib/platform/door.ts");
  guardDoor();
};
