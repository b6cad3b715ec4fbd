/** One way to write JSON: what stands between its parts, and what is escaped. */
export interface JsonStyle {
  /** As it is told to people: "JSON written …". */
  readonly name: string;
  readonly comma: string;
  readonly colon: string;
  /** Spaces a level; 0 keeps it on one line. */
  readonly indent: number;
  readonly escape: (text: string) => string;
}

const plain = (text: string): string => JSON.stringify(text);
const ascii = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/g, unicodeEscape);
const slashes = (text: string): string => plain(text).replaceAll("/", "\\/");
const php = (text: string): string => ascii(text).replaceAll("/", "\\/");
const html = (text: string): string => plain(text).replace(/[<>&\u2028\u2029]/g, unicodeEscape);

/** How the libraries that people use write JSON, most usual first. */
export const jsonStyles: readonly JsonStyle[] = [
  { name: "compact", comma: ",", colon: ":", indent: 0, escape: plain },
  {
    name: "with a space after commas and colons, as Python does",
    comma: ", ",
    colon: ": ",
    indent: 0,
    escape: ascii,
  },
  { name: "with a space after commas and colons", comma: ", ", colon: ": ", indent: 0, escape: plain },
  { name: "compact, all but ASCII escaped", comma: ",", colon: ":", indent: 0, escape: ascii },
  { name: "compact with slashes escaped, as PHP does", comma: ",", colon: ":", indent: 0, escape: php },
  { name: "compact with slashes escaped", comma: ",", colon: ":", indent: 0, escape: slashes },
  { name: "compact with < > & escaped, as Go does", comma: ",", colon: ":", indent: 0, escape: html },
  { name: "indented by 2", comma: ",", colon: ": ", indent: 2, escape: plain },
  { name: "indented by 4", comma: ",", colon: ": ", indent: 4, escape: plain },
  { name: "indented by 2, all but ASCII escaped", comma: ",", colon: ": ", indent: 2, escape: ascii },
];

/**
 * Valid JSON text written in another style: the order of keys, doubled keys and the digits of numbers stay as they
 * are. Not recursive; `undefined` where it would become longer than `maxLength`, as deep nesting does when indented.
 */
export function rewriteJson(
  tokens: readonly string[],
  { comma, colon, indent, escape }: JsonStyle,
  maxLength: number,
): string | undefined {
  const parts: string[] = [];
  let depth = 0;
  let length = 0;
  const line = (): string => (indent === 0 ? "" : `\n${" ".repeat(depth * indent)}`);
  for (const [index, token] of tokens.entries()) {
    length += token.length + (indent === 0 ? 0 : depth * indent);
    if (length > maxLength) return undefined;
    switch (token) {
      case "{":
      case "[":
        depth += 1;
        parts.push(token, isEnd(tokens[index + 1]) ? "" : line());
        break;
      case "}":
      case "]":
        depth -= 1;
        parts.push(isStart(tokens[index - 1]) ? "" : line(), token);
        break;
      case ",":
        parts.push(comma, line());
        break;
      case ":":
        parts.push(colon);
        break;
      default:
        parts.push(token.startsWith('"') ? escape(String(JSON.parse(token))) : token);
    }
  }
  return parts.join("");
}

/** The text's parts without the space between them, or `undefined` where it is no JSON object or list. */
export function jsonTokens(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
  } catch {
    return undefined; // not JSON: nothing to write in another way
  }
  const tokens: string[] = [];
  let index = 0;
  while (index < text.length) {
    const start = index;
    const character = text[index] ?? "";
    if (character === '"') {
      index += 1;
      while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
      index += 1;
    } else if ("{}[],:".includes(character)) index += 1;
    else if (" \t\r\n".includes(character)) {
      index += 1;
      continue;
    } else while (index < text.length && !"{}[],: \t\r\n".includes(text[index] ?? "")) index += 1;
    tokens.push(text.slice(start, index));
  }
  return tokens;
}

function isEnd(token: string | undefined): boolean {
  return token === "}" || token === "]";
}

function isStart(token: string | undefined): boolean {
  return token === "{" || token === "[";
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
