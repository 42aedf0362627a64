/** The moment at which the day of `now` began in this time zone. */
export const startOfDay = (now: Date, timeZone: string): Date => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const wall = (at: Date): number => {
    const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(of.year ?? 0, (of.month ?? 1) - 1, of.day, of.hour, of.minute, of.second);
  };
  const midnight = Math.floor(wall(now) / 86_400_000) * 86_400_000;
  // The clocks may change between midnight and now, so the offset is read again at the first guess.
  const guess = midnight - (wall(now) - Math.floor(now.getTime() / 1_000) * 1_000);
  return new Date(guess + (midnight - wall(new Date(guess))));
};
