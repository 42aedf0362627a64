import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "./en/index.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** The text of every source file that runs in production, messages left out. */
const sources = (): string =>
  ["app", "components", "lib"]
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .map((file) => join(folder, file))
        .filter((file) => /\.(tsx?|sql)$/.test(file) && !/\.test\.|testing|generated|messages/.test(file)),
    )
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");

const keysOf = (messages: object, path: string[] = []): string[][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[...path, key]] : keysOf(value as object, [...path, key]),
  );

/** Keys, as paths, that no source can mean: neither as a text nor as a template with a part that is named somewhere. */
const unusedKeys = (paths: readonly string[][], text: string): string[] => {
  const namespaces = new Set(
    [...text.matchAll(/(?:Translations|Translator)\((?:[^()]*namespace: )?"([\w.]+)"/g)].map(
      ([, name]) => name,
    ),
  ).add("");
  const texts = new Set([...text.matchAll(/"([\w.+-]+)"/g)].map(([, found]) => found));
  const templates = [
    ...new Set([...text.matchAll(/`((?:[\w.]|\$\{[^`{}]*\})+)`/g)].map(([, found]) => found ?? "")),
  ]
    .map((template) => template.split(/\$\{[^{}]*\}/))
    .filter((parts) => parts.some((part) => part.length > 2))
    .map((parts) => new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("(.+)")}$`));
  const words = new Set(text.match(/\w+/g));
  // Read from the catalogue itself where there is no translator yet.
  const direct = new Set([...text.matchAll(/(?:\ben\.|messages\/en\/)(\w+)/g)].map(([, name]) => name));
  const isMeant = (namespace: string, name: string): boolean =>
    texts.has(name) ||
    (direct.has(namespace) && words.has(name)) ||
    templates.some((template) => {
      const match = template.exec(name);
      return match
        ?.slice(1)
        .every((part) => part.split(".").every((word) => words.has(word) || /^-?\d+$/.test(word)));
    });
  return paths
    .filter(
      (path) =>
        !path.some((_, at) => {
          const namespace = path.slice(0, at).join(".");
          return (
            (namespaces.has(namespace) || direct.has(namespace)) &&
            isMeant(namespace, path.slice(at).join("."))
          );
        }),
    )
    .map((path) => path.join("."));
};

it("holds no message that nothing shows", () => {
  expect(unusedKeys(keysOf(en), sources())).toEqual([]);
});

it("finds a message that nothing shows", () => {
  const paths = keysOf({ shop: { open: "Open", shut: "Shut", sign: { left: "Left", lost: "Lost" } } });
  const text =
    'const t = useTranslations("shop"); t("open"); t(`sign.$' + '{side}`); const sides = ["left"];';
  expect(unusedKeys(paths, text)).toEqual(["shop.shut", "shop.sign.lost"]);
});
