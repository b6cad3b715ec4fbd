import { PatternError } from "./error.ts";
import { type JsonNode, tooDeep, tooLong } from "./json-node.ts";
import { limits } from "./limits.ts";

/**
 * Reads JSON text and keeps repeated keys and the digits of numbers: in event-ruler a path written twice
 * takes the later list, and a number that a double cannot hold is refused by its text.
 */
export function nodeFromText(text: string): JsonNode {
  if (text.length > limits.maxPatternCharacters) throw tooLong();
  try {
    JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : "unreadable";
    throw new PatternError("", `the text is not JSON (${problem})`, "Correct the JSON", { cause });
  }
  return readValue({ text, at: 0 }, 0);
}

/** A place in text that `JSON.parse` has accepted, so the reader below need not check syntax. */
interface Cursor {
  readonly text: string;
  at: number;
}

function readValue(cursor: Cursor, depth: number): JsonNode {
  if (depth > limits.maxDepth) throw tooDeep("");
  switch (peek(cursor)) {
    case "{":
      return readObject(cursor, depth);
    case "[":
      return readArray(cursor, depth);
    case '"':
      return { kind: "string", value: readString(cursor) };
    default:
      return readWord(cursor);
  }
}

function readObject(cursor: Cursor, depth: number): JsonNode {
  const entries: [string, JsonNode][] = [];
  cursor.at += 1;
  while (peek(cursor) !== "}") {
    const key = readString(cursor);
    peek(cursor);
    cursor.at += 1; // the colon
    entries.push([key, readValue(cursor, depth + 1)]);
    if (peek(cursor) === ",") {
      cursor.at += 1;
      peek(cursor);
    }
  }
  cursor.at += 1;
  return { kind: "object", entries };
}

function readArray(cursor: Cursor, depth: number): JsonNode {
  const items: JsonNode[] = [];
  cursor.at += 1;
  while (peek(cursor) !== "]") {
    items.push(readValue(cursor, depth + 1));
    if (peek(cursor) === ",") cursor.at += 1;
  }
  cursor.at += 1;
  return { kind: "array", items };
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  let end = start + 1;
  while (cursor.text[end] !== '"') end += cursor.text[end] === "\\" ? 2 : 1;
  cursor.at = end + 1;
  // safe: a quoted part of text that JSON.parse has accepted
  return JSON.parse(cursor.text.slice(start, cursor.at)) as string;
}

function readWord(cursor: Cursor): JsonNode {
  const word = /[^\s,\]}]+/y;
  word.lastIndex = cursor.at;
  const text = word.exec(cursor.text)?.[0] ?? "";
  cursor.at += Math.max(1, text.length);
  if (text === "null") return { kind: "literal", value: null };
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  return { kind: "number", value: Number(text), text };
}

/** Skips white space and returns the next character, which is not consumed. */
function peek(cursor: Cursor): string | undefined {
  while (/\s/.test(cursor.text[cursor.at] ?? "")) cursor.at += 1;
  return cursor.text[cursor.at];
}
