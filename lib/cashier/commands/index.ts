export { depositCommand } from "./deposit.ts";
