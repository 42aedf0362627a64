import { createRequire } from "node:module";
import type * as RouterState from "next/dist/server/app-render/parse-and-validate-flight-router-state";

const { parseAndValidateFlightRouterState } = createRequire(import.meta.url)(
  "next/dist/server/app-render/parse-and-validate-flight-router-state.js",
) as typeof RouterState;

/**
 * Whether Next can read the header in which a browser lists the parts of a page that it has. Next throws if it
 * cannot.
 */
export const isRouterState = (header: string): boolean => {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
};
