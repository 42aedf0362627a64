/** The processes without which players cannot be served. */
export const PROCESSES = ["realtime", "feeds", "worker"] as const;
