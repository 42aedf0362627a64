import { describe } from "vitest";
import { upgradeSuite } from "./testing/upgrade-suite.ts";

describe("a database of the last release", () => {
  upgradeSuite("0.1.0.sql.gz");
});
