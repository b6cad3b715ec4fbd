import { createHash } from "node:crypto";
import { ConfigError } from "../errors.ts";
import type { WebhookRequest } from "../webhook-request.ts";
import type { Encoding } from "./encoding.ts";
import { inHeader } from "./place.ts";
import type { SignatureReason } from "./scheme.ts";

/** What a part of the signed content may be made of. */
export interface ContentInput {
  readonly request: WebhookRequest;
  readonly settings: Readonly<Record<string, string>>;
  /** The timestamp as it was received. */
  readonly timestamp: string | undefined;
  /** Other entries of the signature header. */
  readonly elements: Readonly<Record<string, string>>;
}

/** A part that no placeholder expresses. Gives what is signed there, or why it cannot be had. */
export type ComputedPart = (
  input: ContentInput,
) => string | Uint8Array | { readonly reason: SignatureReason };

/**
 * What is signed: text with placeholders, or a list of such text and functions.
 *
 * `{body}` the bytes as received · `{timestamp}` as received · `{header:name}` · `{element:name}` of the signature
 * header · `{url}` the whole URL (or the setting `url`, where a proxy changes it) · `{path}` and `{target}` of it,
 * without and with the query · `{method}` in upper case · `{setting:name}` · `{secret}`, for plain hashes only.
 *
 * @example "{timestamp}.{body}"
 */
export type Content = string | readonly (string | ComputedPart)[];

/** Stands in the content where the secret goes. */
export const secretHere: unique symbol = Symbol("secret");

export type Chunk = string | Uint8Array | typeof secretHere;

/** A template taken apart once, when the provider is defined. */
export interface CompiledContent {
  /** The pieces in order; consecutive text is joined. */
  readonly resolve: (input: ContentInput) => readonly Chunk[] | { readonly reason: SignatureReason };
  readonly usesTimestamp: boolean;
  readonly usesSecret: boolean;
}

type Part = (input: ContentInput) => Chunk | { readonly reason: SignatureReason };

const placeholder = /\{([^{}]*)\}/;

/** Throws `ConfigError` when a placeholder is unknown. */
export function compileContent(content: Content): CompiledContent {
  const parts: (string | Part)[] = [];
  let usesTimestamp = false;
  for (const piece of typeof content === "string" ? [content] : content) {
    if (typeof piece === "function") {
      parts.push(piece);
      continue;
    }
    for (const [index, text] of piece.split(placeholder).entries()) {
      if (index % 2 === 1) {
        parts.push(partOf(text));
        usesTimestamp ||= text === "timestamp";
      } else if (text !== "") parts.push(text);
    }
  }
  return {
    usesTimestamp,
    usesSecret: parts.includes(secretPart),
    resolve: (input) => {
      const chunks: Chunk[] = [];
      let text = "";
      for (const part of parts) {
        const value = typeof part === "string" ? part : part(input);
        if (typeof value === "string") {
          text += value;
          continue;
        }
        if (typeof value === "object" && "reason" in value) return value;
        if (text !== "") chunks.push(text);
        text = "";
        chunks.push(value);
      }
      if (text !== "") chunks.push(text);
      return chunks;
    },
  };
}

const bodyPart: Part = ({ request }) => request.body;
const secretPart: Part = () => secretHere;
const simpleParts: Readonly<Record<string, Part>> = {
  body: bodyPart,
  secret: secretPart,
  timestamp: ({ timestamp }) =>
    timestamp === undefined ? { reason: "timestamp_missing" } : asciiOnly(timestamp),
  method: ({ request }) => request.method.toUpperCase(),
  url: ({ request, settings }) => urlOf(request, settings),
  path: (input) => fromUrl(input, ({ pathname }) => pathname),
  target: (input) => fromUrl(input, ({ pathname, search }) => pathname + search),
};

function partOf(text: string): Part {
  const simple = Object.hasOwn(simpleParts, text) ? simpleParts[text] : undefined;
  if (simple !== undefined) return simple;
  const [kind, name = ""] = text.split(/:(.*)/s);
  if (kind === "header" && name !== "" && name === name.toLowerCase()) {
    const place = inHeader(name);
    return ({ request }) => {
      const reading = place.read(request);
      return "reason" in reading ? reading : asciiOnly(reading.values[0] ?? "");
    };
  }
  if (kind === "element" && name !== "") {
    return ({ elements }) => {
      const value = Object.hasOwn(elements, name) ? elements[name] : undefined;
      return value === undefined ? { reason: "header_malformed" } : asciiOnly(value);
    };
  }
  if (kind === "setting" && name !== "") {
    return ({ settings }) => settings[name] ?? { reason: "setting_missing" };
  }
  throw new ConfigError(
    `signed content: {${text}} is not a placeholder. Known: body, timestamp, header:<lower-case name>, element:<name>, url, path, target, method, setting:<name>, secret`,
  );
}

/** A digest of the body as text, for content that signs that in place of the body (Ripple, Twilio, Sinch). */
export function bodyDigest(algorithm: "md5" | "sha1" | "sha256", encoding: Encoding): ComputedPart {
  return ({ request }) => createHash(algorithm).update(request.body).digest(encoding);
}

/** Signed header text is ASCII in every scheme; more would be read differently by different platforms. */
function asciiOnly(text: string): string | { readonly reason: SignatureReason } {
  return /^[\x20-\x7e]*$/.test(text) ? text : { reason: "header_malformed" };
}

function urlOf(request: WebhookRequest, settings: Readonly<Record<string, string>>): string {
  return settings["url"] ?? request.url;
}

function fromUrl({ request, settings }: ContentInput, take: (url: URL) => string): ReturnType<Part> {
  const url = urlOf(request, settings);
  return URL.canParse(url) ? take(new URL(url)) : { reason: "url_malformed" };
}
