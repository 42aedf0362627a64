import { inspectRows } from "../../lib/platform/database/statement.ts";
import { checkRows } from "../../lib/platform/testing/check-statement.ts";

// Every row that a database test reads is held to the declaration of its statement.
inspectRows(checkRows);
