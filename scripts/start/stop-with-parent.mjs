// Preloaded into every child: when its starter is gone without a word, the child stops as if it had been told to.
// Grandchildren inherit the preload, but their channel belongs to somebody else.
if (process.channel && process.ppid === Number(process.env.EVENS_STARTER)) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
