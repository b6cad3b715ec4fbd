import { fieldAt } from "../body/field.ts";
import { jsonBeforeProof } from "../body/json.ts";
import { ConfigError } from "../errors.ts";
import type { Json, JsonObject } from "../event.ts";
import { headerValues, type WebhookRequest } from "../webhook-request.ts";
import type { SignatureReason } from "./scheme.ts";

/** Values found in a request, or why there are none. */
export type Reading = { readonly values: readonly string[] } | { readonly reason: SignatureReason };

/** Where in a request a signature or token travels. */
export interface Place {
  readonly read: (request: WebhookRequest) => Reading;
  /** Puts the value there: into the headers, the URL or the body. */
  readonly write: (draft: Draft, value: string) => Draft;
}

/** The parts of a request that signing may change. */
export interface Draft {
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly body: Uint8Array;
}

/** Characters of one header beyond which it is refused unread. */
export const maxHeaderLength = 8192;

/**
 * One header, or several names of which any may carry a signature (a second one during rotation). Each may come
 * once, unless `repeated`: then values are taken from every one of the name, also where a platform has joined
 * them with a comma. Names in lower case, else `ConfigError`.
 */
export function inHeader(
  names: string | readonly string[],
  { repeated = false }: { repeated?: boolean } = {},
): Place {
  const list = typeof names === "string" ? [names] : names;
  for (const name of list) {
    if (name === "" || name !== name.toLowerCase())
      throw new ConfigError(`header name "${name}" must be in lower case`);
  }
  return {
    read: ({ headers }) => {
      if (list.length === 1) return readHeader(headers, list[0] ?? "", repeated);
      const found: string[] = [];
      for (const name of list) {
        const reading = readHeader(headers, name, repeated);
        if ("values" in reading) found.push(...reading.values);
        else if (reading.reason !== "header_missing") return reading;
      }
      return found.length === 0 ? { reason: "header_missing" } : { values: found };
    },
    write: (draft, value) => ({ ...draft, headers: { ...draft.headers, [list[0] ?? ""]: value } }),
  };
}

function readHeader(headers: WebhookRequest["headers"], name: string, isRepeated: boolean): Reading {
  const values = headerValues(headers, name);
  const [value] = values;
  if (value === undefined) return { reason: "header_missing" };
  if (values.length > 1 && !isRepeated) return { reason: "header_doubled" };
  let length = 0;
  for (const one of values) {
    if (one.trim() === "") return { reason: "header_empty" };
    length += one.length;
  }
  if (length > maxHeaderLength) return { reason: "header_oversized" };
  return { values: isRepeated ? values.flatMap((one) => one.split(/, ?/)) : values };
}

/** One parameter of the URL's query. */
export function inQuery(name: string): Place {
  return {
    read: ({ url }) => {
      if (!URL.canParse(url)) return { reason: "url_malformed" };
      const values = new URL(url).searchParams.getAll(name);
      if (values.length === 0) return { reason: "header_missing" };
      return values.length > 1 ? { reason: "header_doubled" } : { values };
    },
    write: (draft, value) => {
      const url = new URL(draft.url);
      url.searchParams.set(name, value);
      return { ...draft, url: url.href };
    },
  };
}

/** One text field of a JSON body, by dotted path (Mailgun's `signature.signature`, Figma's `passcode`). */
export function inJson(path: string): Place {
  return {
    read: ({ body }) => {
      const payload = jsonBeforeProof(body);
      if (payload === undefined) return { reason: "body_malformed" };
      const value = fieldAt(payload, path);
      if (value === undefined) return { reason: "header_missing" };
      return typeof value === "string" ? { values: [value] } : { reason: "header_malformed" };
    },
    write: (draft, value) => writeJson(draft, path, value),
  };
}

/** The body as JSON, or `undefined`. For looking before the signature is proved: nothing is believed yet. */
export function parseLeniently(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")) as Json; // safe: what JSON.parse gives
  } catch {
    return undefined; // not JSON: the caller says so with a reason
  }
}

/** The draft with one field of its JSON body set, by dotted path. */
export function writeJson(draft: Draft, path: string, value: Json): Draft {
  const payload = setField(parseLeniently(draft.body) ?? {}, path.split("."), value);
  return { ...draft, body: Buffer.from(JSON.stringify(payload), "utf8") };
}

function setField(target: Json, [name = "", ...rest]: readonly string[], value: Json): Json {
  const isObject = typeof target === "object" && target !== null && !Array.isArray(target);
  const fields = isObject ? (target as JsonObject) : {}; // safe: an object that is no array
  return {
    ...fields,
    [name]: rest.length === 0 ? value : setField(fieldAt(target, name) ?? {}, rest, value),
  };
}
