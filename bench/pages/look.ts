import { constants, setPriority } from "node:os";
import lighthouse from "lighthouse";

/** Looks once at a page through the browser at this port of debugging, and sends what Lighthouse found. */
const [url = "", port = ""] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices"];

// It follows every request and reads every trace: on two cores it would take its processor from the page that it looks at.
setPriority(constants.priority.PRIORITY_LOW);
const found = await lighthouse(url, { port: Number(port), logLevel: "error", onlyCategories: CATEGORIES });
process.send?.(found?.lhr ?? null, () => process.exit(0));
