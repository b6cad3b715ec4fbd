import type { Json } from "../event.ts";
import { BodyError } from "./body-error.ts";

/** Levels of nesting beyond which XML is refused. */
const maxDepth = 100;
const markup =
  /<(?:\?[^>]*\?|!--[\s\S]*?--|(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?))>/y;
const typeAttribute = /\s(type|nil)\s*=\s*["']([^"']*)["']/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

interface Element {
  readonly name: string;
  readonly type: string | undefined;
  readonly isNil: boolean;
  readonly children: (readonly [string, Json])[];
  text: string;
}

/**
 * XML as Ruby on Rails writes it (Braintree), as JSON: elements are fields, by their own names; `type="array"` is a
 * list, `integer` and `boolean` are what they say, `nil="true"` is null, all else is text; what comes several times is
 * a list. Document types, CDATA and namespaces are not spoken. Throws `BodyError`.
 */
export function readPlainXml(text: string): Json {
  const root: Element = { name: "", type: undefined, isNil: false, children: [], text: "" };
  const open: Element[] = [root];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const top = open.at(-1) ?? root;
    top.text += decode(text.slice(at, next === -1 ? text.length : next));
    if (next === -1) break;
    markup.lastIndex = next;
    const match = markup.exec(text);
    if (match === null) throw new BodyError("the body is not plain XML");
    at = markup.lastIndex;
    const [, closing, name, attributes = "", empty] = match;
    if (name === undefined) continue; // a declaration or a comment
    if (closing === "/") {
      if (open.length < 2 || top.name !== name)
        throw new BodyError("the body is XML with an end that has no beginning");
      open.pop();
      open.at(-1)?.children.push([name, valueOf(top)]);
    } else {
      const element = elementOf(name, attributes);
      if (empty === "/") top.children.push([name, valueOf(element)]);
      else if (open.push(element) > maxDepth)
        throw new BodyError(`the body is XML nested deeper than ${maxDepth} levels`);
    }
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== "")
    throw new BodyError("the body is not one XML element");
  return fieldsOf(root.children);
}

function elementOf(name: string, attributes: string): Element {
  const known = new Map(
    [...attributes.matchAll(typeAttribute)].map(([, key = "", value = ""]) => [key, value]),
  );
  return { name, type: known.get("type"), isNil: known.get("nil") === "true", children: [], text: "" };
}

function valueOf({ type, isNil, children, text }: Element): Json {
  if (isNil) return null;
  if (type === "array") return children.map(([, value]) => value);
  if (children.length > 0) return fieldsOf(children);
  const trimmed = text.trim();
  if (type === "boolean") return trimmed === "true";
  if (type === "integer" && Number.isSafeInteger(Number(trimmed || "x"))) return Number(trimmed);
  return text;
}

function fieldsOf(children: readonly (readonly [string, Json])[]): Json {
  const fields = new Map<string, Json[]>();
  for (const [name, value] of children) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(
    [...fields].map(([name, [first = null, ...more]]) => [
      name,
      more.length === 0 ? first : [first, ...more],
    ]),
  );
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === "string") return entities[name] ?? whole;
    const point = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
