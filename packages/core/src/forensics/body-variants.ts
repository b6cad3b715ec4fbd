import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { decodeStrictly } from "../scheme/encoding.ts";
import { type Explanation, proved } from "./explanation.ts";
import { jsonStyles, jsonTokens, rewriteJson } from "./json-style.ts";

/** A body that may be the one that was signed, and what it would mean if it is. */
export interface BodyVariant {
  readonly body: Uint8Array;
  readonly explanation: Explanation;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What the sender may have signed before something on the way changed it; cheapest first, made one by one. */
export function* bodyVariants(body: Uint8Array, maxBytes: number): Generator<BodyVariant> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length === 0) {
    const lost = proved(
      "body_lost",
      "the body is empty, and was not when it was signed: something on the way dropped it",
    );
    for (const text of ["\n", "{}", "null"]) yield variant(Buffer.from(text), lost);
    return;
  }
  yield* ends(bytes);
  const text = decode(bytes);
  yield* encoded(bytes, text?.trim(), maxBytes);
  if (text === undefined) {
    const asLatin = Buffer.from(bytes.toString("latin1"), "utf8");
    yield variant(asLatin, proved("body_charset", charset("UTF-8", "ISO 8859-1")));
    return;
  }
  yield* lines(text);
  yield* charsets(text);
  yield* json(text, maxBytes);
  yield* form(text);
}

function* ends(bytes: Buffer): Generator<BodyVariant> {
  const hasMark = bytes.subarray(0, 3).equals(byteOrderMark);
  yield hasMark
    ? variant(
        bytes.subarray(3),
        proved("body_byte_order_mark", "something on the way put a byte order mark before the body"),
      )
    : variant(
        Buffer.concat([byteOrderMark, bytes]),
        proved("body_byte_order_mark", "something on the way took the byte order mark off the body"),
      );
  const added = "something on the way added a line end, or space, at the end of the body";
  const taken = "something on the way took the line end, or space, off the end of the body";
  const trimmed = bytes.subarray(0, trimmedLength(bytes));
  if (trimmed.length < bytes.length) {
    yield variant(trimmed, proved("body_trailing_newline", added));
    const last = bytes.at(-1) === 0x0a ? bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1) : trimmed;
    if (last.length > trimmed.length) yield variant(last, proved("body_trailing_newline", added));
  }
  for (const end of ["\n", "\r\n"]) {
    yield variant(Buffer.concat([bytes, Buffer.from(end)]), proved("body_trailing_newline", taken));
    if (trimmed.length < bytes.length)
      yield variant(
        Buffer.concat([trimmed, Buffer.from(end)]),
        proved("body_trailing_newline", "something on the way changed the line end at the end of the body"),
      );
  }
}

function* lines(text: string): Generator<BodyVariant> {
  if (!text.includes("\n")) return;
  const explanation = proved(
    "body_line_endings",
    "something on the way changed the line endings of the body (CRLF and LF)",
  );
  const unix = text.replaceAll("\r\n", "\n");
  if (unix !== text) yield variant(Buffer.from(unix), explanation);
  const windows = unix.replaceAll("\n", "\r\n");
  if (windows !== text) yield variant(Buffer.from(windows), explanation);
}

function* encoded(bytes: Buffer, text: string | undefined, maxBytes: number): Generator<BodyVariant> {
  const unquoted = text?.replace(/^"(.*)"$/s, "$1");
  const decoded =
    unquoted === undefined || unquoted.length < 8 ? undefined : decodeStrictly(unquoted, "base64");
  if (decoded !== undefined && decoded.length > 0)
    yield variant(
      decoded,
      proved(
        "body_base64",
        "the body arrived as base64 of what was signed: something on the way (an API gateway?) encoded it",
      ),
    );
  for (const unpack of [gunzipSync, inflateSync, brotliDecompressSync]) {
    if (unpack === gunzipSync && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) continue;
    if (unpack === inflateSync && bytes[0] !== 0x78) continue;
    if (unpack === brotliDecompressSync && text !== undefined) continue;
    const unpacked = unpackWith(unpack, bytes, maxBytes);
    if (unpacked !== undefined)
      yield variant(
        unpacked,
        proved("body_compressed", "the body arrived compressed, and was signed before that"),
      );
  }
}

function* charsets(text: string): Generator<BodyVariant> {
  if (/[\u0080-\u{10ffff}]/u.test(text)) {
    if (Buffer.from(text, "latin1").toString("latin1") === text)
      yield variant(Buffer.from(text, "latin1"), proved("body_charset", charset("ISO 8859-1", "UTF-8")));
    for (const form of ["NFC", "NFD"] as const) {
      const normalised = text.normalize(form);
      if (normalised !== text)
        yield variant(
          Buffer.from(normalised),
          proved(
            "body_charset",
            `something on the way changed the body's Unicode normalisation (it was signed in ${form})`,
          ),
        );
    }
  }
  yield variant(Buffer.from(text, "utf16le"), proved("body_charset", charset("UTF-16", "UTF-8")));
}

function* json(text: string, maxBytes: number): Generator<BodyVariant> {
  const bare = text.replace(/^\ufeff/, "");
  const quoted = quotedJson(bare);
  if (quoted !== undefined)
    yield variant(
      Buffer.from(quoted),
      proved(
        "body_json_quoted",
        "the body arrived as a JSON string of what was signed: something on the way encoded it once more",
      ),
    );
  const tokens = jsonTokens(bare);
  if (tokens === undefined) return;
  for (const style of jsonStyles) {
    const rewritten = rewriteJson(tokens, style, maxBytes * 2);
    if (rewritten === undefined || rewritten === bare) continue;
    yield variant(
      Buffer.from(rewritten),
      proved(
        "body_json_rewritten",
        `something on the way parsed the JSON and wrote it again: it was signed ${style.name}`,
      ),
    );
  }
}

function* form(text: string): Generator<BodyVariant> {
  if (!/^[^{["\s][^\s]*=/.test(text)) return;
  const explanation = proved(
    "body_form_rewritten",
    "something on the way decoded the form and wrote it again, in another way",
  );
  const written = new URLSearchParams(text).toString();
  for (const other of [
    written,
    written.replaceAll("+", "%20"),
    text.replaceAll("+", "%20"),
    text.replaceAll("%20", "+"),
  ])
    if (other !== text) yield variant(Buffer.from(other), explanation);
  const payload = new URLSearchParams(text).get("payload");
  if (payload !== null)
    yield variant(
      Buffer.from(payload),
      proved(
        "body_form_rewritten",
        "the body arrived as a form, and what was signed is the JSON in its field payload",
      ),
    );
}

function variant(body: Uint8Array, explanation: Explanation): BodyVariant {
  return { body, explanation };
}

function charset(signed: string, arrived: string): string {
  return `something on the way changed the body's encoding: it was signed in ${signed} and arrived in ${arrived}`;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined; // not UTF-8: what is text only is not tried
  }
}

function quotedJson(text: string): string | undefined {
  if (!/^\s*"/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function unpackWith(
  unpack: (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Buffer,
  bytes: Uint8Array,
  maxOutputLength: number,
): Buffer | undefined {
  try {
    return unpack(bytes, { maxOutputLength });
  } catch {
    return undefined; // not compressed in this way, or larger than may be looked at
  }
}

function trimmedLength(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[length - 1] ?? 0)) length -= 1;
  return length;
}
