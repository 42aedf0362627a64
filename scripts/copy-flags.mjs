// Puts the flags that pages may ask for where the web server serves files from.
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";

const from = "node_modules/flag-icons/flags/4x3";
const to = "public/flags";

if (existsSync(from) && !(existsSync(to) && readdirSync(to).length === readdirSync(from).length)) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
}
