// Preloaded into every child: when its starter is gone without a word, the child stops as if it had been told to.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
