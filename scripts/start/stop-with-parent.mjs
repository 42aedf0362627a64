// Preloaded into every child: when its starter is gone, the child stops as if it had been asked to.
// Grandchildren inherit the preload, but their channel belongs to somebody else.
if (process.channel && process.ppid === Number(process.env.EVENS_STARTER)) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
