import common from "./common.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };

/** The catalogue: one file an area, so that areas change apart. English is the source; other languages mirror its keys. */
export const en = { common, shell };

export type Messages = typeof en;
