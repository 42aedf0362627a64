// Runs on the Node that the system has, before anything is installed: no dependency, no TypeScript, no syntax newer than Node 18.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const OWN_NODE = join(ROOT, "node_modules/.bin/node");
const NODE_MIN = [24, 0];

const read = (path) => {
  try {
    return readFileSync(join(ROOT, path), "utf8");
  } catch {
    return null;
  }
};

const lockOf = (path) => {
  try {
    return JSON.parse(read(path)).packages;
  } catch {
    return null;
  }
};

/** Whether node_modules holds what package-lock.json names. Packages for other systems don't count. */
const installed = () => {
  const wanted = lockOf("package-lock.json");
  const present = lockOf("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  return Object.keys(wanted).every(
    (path) =>
      path === "" ||
      wanted[path].optional ||
      wanted[path].devOptional ||
      present[path]?.version === wanted[path].version,
  );
};

/** What the database client is made from, as one hash. */
export const schemaHash = () => {
  const hash = createHash("sha256");
  for (const name of readdirSync(join(ROOT, "prisma/schema")).sort())
    hash.update(name).update(readFileSync(join(ROOT, "prisma/schema", name)));
  return hash.update(read("node_modules/@prisma/client/package.json") ?? "").digest("hex");
};

export const fail = (sentence) => {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
};

const install = () =>
  new Promise((done) => {
    const started = Date.now();
    const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
    console.log("  installing packages (only when package-lock.json changed) …");
    const ticking = setInterval(() => console.log(`  … still installing, ${seconds()}`), 10_000);
    const npm = process.env.npm_execpath;
    const [command, first] = npm && /npm-cli\.js$/.test(npm) ? [process.execPath, [npm]] : ["npm", []];
    // The running Node is one of the files that are replaced.
    const tool = command === OWN_NODE ? "npm" : command;
    const run = spawn(tool, [...(tool === "npm" ? [] : first), "ci", "--include=dev", "--include=optional"], {
      cwd: ROOT,
      shell: process.platform === "win32",
    });
    let output = "";
    run.stdout.on("data", (text) => {
      output += text;
    });
    run.stderr.on("data", (text) => {
      output += text;
    });
    run.on("error", () => fail("npm was not found on PATH: install Node.js together with npm."));
    run.on("exit", (code) => {
      clearInterval(ticking);
      if (code !== 0) {
        console.error(output.trim());
        fail("npm ci failed; what it said stands above.");
      }
      console.log(`  packages installed (${seconds()})`);
      done();
    });
  });

/** Installs what is missing and makes the database client when its schema changed. Quick when nothing did. */
export const ensureInstalled = async () => {
  if (!installed()) await install();
  if (read("lib/platform/generated/.made-from")?.trim() === schemaHash()) return;
  const made = spawnSync(nodeCommand(), [join(ROOT, "scripts/generate.mjs")], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (made.status !== 0) fail("The database client could not be made; what prisma said stands above.");
};

const recentEnough = (version) => {
  const [major, minor] = version.replace("v", "").split(".").map(Number);
  return major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
};

let chosen;
/** The Node that came with the packages, else the running one when it can run TypeScript. */
export const nodeCommand = () => {
  if (chosen) return chosen;
  if (existsSync(OWN_NODE)) {
    const { status, stdout } = spawnSync(OWN_NODE, ["--version"], { encoding: "utf8" });
    if (status === 0 && recentEnough(stdout)) {
      chosen = OWN_NODE;
      return chosen;
    }
  }
  if (recentEnough(process.version)) {
    chosen = process.execPath;
    return chosen;
  }
  return fail(
    `Evens needs Node.js ${NODE_MIN[0]} or newer, and npm has none for this system (${process.platform}-${process.arch}): install it from https://nodejs.org. This is ${process.version}.`,
  );
};

const PARENT_ASKED_EVERY_MS = 1_000;

/** npm hands a signal to its shell, which may die without handing it on: then this process is an orphan and stops too. */
const stopWithNpm = () => {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const asking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(asking);
    process.kill(process.pid, "SIGTERM");
  }, PARENT_ASKED_EVERY_MS);
  asking.unref();
};

/** Goes on in a TypeScript file: in this process when its Node can, else in a child that gets every signal. */
export const continueIn = async (file) => {
  process.chdir(ROOT);
  stopWithNpm();
  const path = join(ROOT, file);
  const node = nodeCommand();
  process.env.PATH = `${join(ROOT, "node_modules/.bin")}:${process.env.PATH ?? ""}`;
  if (recentEnough(process.version) && (process.features.typescript || node === process.execPath)) {
    process.argv[1] = path;
    await import(pathToFileURL(path).href);
    return;
  }
  const child = spawn(node, [path, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // In a terminal the child hears Ctrl-C itself; a signal sent to this process alone is handed on.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
};
