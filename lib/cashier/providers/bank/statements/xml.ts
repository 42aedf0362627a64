import { XMLParser, XMLValidator } from "fast-xml-parser";
import { StatementFault } from "./fault.ts";

/** What one file may hold. */
export const FILE_BYTES_MAX = 8 * 1024 * 1024;
const DEPTH_MAX = 40;

export type XmlNode = { readonly [name: string]: XmlValue };
type XmlValue = string | XmlNode | readonly XmlValue[] | undefined;

/** Elements that may come more than once, always read as lists. */
const LISTS = new Set(["Stmt", "Rpt", "Ntfctn", "Bal", "Ntry", "NtryDtls", "TxDtls", "Strd", "Ustrd"]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  // Amounts and references stay as they were written.
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  isArray: (name) => LISTS.has(String(name)),
});

const decoded = (file: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    throw new StatementFault("not_utf8");
  }
};

const TAG = /<(\/?)[\w:.-][^>]*?(\/?)>/g;

const checkDepth = (text: string): void => {
  let depth = 0;
  for (const [, closes, closed] of text.matchAll(TAG)) {
    if (closes) depth -= 1;
    else if (!closed) depth += 1;
    if (depth > DEPTH_MAX) throw new StatementFault("xml_too_deep");
  }
};

/**
 * Reads XML that somebody else has made: with a limit of size and depth, and without document types, so that it defines no entities and names no
 * other file.
 */
export const readXml = (file: Buffer): XmlNode => {
  if (file.length > FILE_BYTES_MAX) throw new StatementFault("file_too_large");
  const text = decoded(file);
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) throw new StatementFault("forbidden_xml");
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(text)?.[1] ?? "utf-8";
  if (!/^(utf-?8|us-ascii)$/i.test(declared)) throw new StatementFault("not_utf8", declared);
  checkDepth(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new StatementFault("not_xml", `line ${valid.err.line}`);
  try {
    return parser.parse(text) as XmlNode;
  } catch {
    // Names that would be properties of every object, for instance.
    throw new StatementFault("not_xml");
  }
};

const isNode = (value: XmlValue): value is XmlNode => typeof value === "object" && !Array.isArray(value);

/** Every element at this path below a node. */
export const nodesAt = (node: XmlNode | undefined, path: string): XmlNode[] => {
  let found: XmlValue[] = [node];
  for (const name of path.split("/"))
    found = found
      .flatMap((each) => (isNode(each) && Object.hasOwn(each, name) ? [each[name]] : []))
      .flat() as XmlValue[];
  return found.flatMap((each) =>
    isNode(each) ? [each] : typeof each === "string" ? [{ "#text": each }] : [],
  );
};

/** The texts of every element at this path, without those that are empty. */
export const textsAt = (node: XmlNode | undefined, path: string): string[] =>
  nodesAt(node, path).flatMap((each) => {
    const text = each["#text"];
    return typeof text === "string" && text.trim() !== "" ? [text.trim()] : [];
  });

/** The text of the first element at one of these paths; null where there is none. */
export const textAt = (node: XmlNode | undefined, ...paths: string[]): string | null =>
  paths.flatMap((path) => textsAt(node, path))[0] ?? null;
