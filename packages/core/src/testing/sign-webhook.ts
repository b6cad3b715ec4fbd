import { createHash } from "node:crypto";
import { ConfigError } from "../errors.ts";
import type { Provider } from "../provider.ts";
import { createSampleContext, samples } from "../sample/index.ts";
import type { SampleContext } from "../sample/sample.ts";

/** A request of which every part is known: what a test or the CLI sends. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface SignWebhookOptions {
  /** The source's secret; for asymmetric providers the private key (`scheme.createSecret().sign`). */
  readonly secret: string;
  readonly url: string;
  /** Text is encoded as UTF-8; bytes are sent as they are. */
  readonly body: string | Uint8Array;
  readonly now: Date;
  /** Default `POST`. */
  readonly method?: string;
  /** Laid over those that the provider always sends. Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: those of the provider's samples. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The request as the provider would send it: signed at `now`, with its content type, user agent and id headers. The
 * ids are derived from the body and the time, so the same call gives the same request.
 *
 * @example
 * const request = await signWebhook(stripe, { secret, url, body: JSON.stringify(event), now });
 * await app.request(request.url, request);
 */
export async function signWebhook(
  provider: Pick<Provider, "id" | "scheme">,
  options: SignWebhookOptions,
): Promise<SignedRequest> {
  const { secret, url, now, method = "POST", settings = usualSettings(provider.id) } = options;
  const body = toBytes(options.body);
  const headers = {
    ...usualHeaders(provider.id, { body, now, settings }),
    ...lowerCaseNames(options.headers ?? {}),
  };
  const signed = await provider.scheme.sign({ method, url, headers, body, secret, now, settings });
  return {
    method,
    url: signed.url ?? url,
    headers: { ...headers, ...signed.headers },
    body: signed.body === undefined ? body : toBytes(signed.body),
  };
}

export type TamperKind = "signature" | "clock" | "body" | "duplicate";

/** What making a bad request takes: the same as making the good one. */
export type TamperOptions = Pick<SignWebhookOptions, "secret" | "now" | "settings"> & {
  /** How old a `clock` request is, in seconds. Default one day. */
  readonly ageSeconds?: number;
};

/**
 * A request that the receiver should refuse, made from a good one: `signature` is well formed and by another key;
 * `clock` is signed rightly, long ago; `body` was changed after signing. `duplicate` is the same once more, which is
 * accepted and recognised. Throws `ConfigError` for `clock` where the provider signs no time.
 */
export async function tamper(
  provider: Pick<Provider, "id" | "name" | "scheme">,
  request: SignedRequest,
  kind: TamperKind,
  options: TamperOptions,
): Promise<SignedRequest> {
  switch (kind) {
    case "duplicate":
      return request;
    case "body":
      return { ...request, body: alter(request.body) };
    case "signature": {
      const other = provider.scheme.createSecret(repeatableBytes(`tamper ${options.secret}`));
      return resign(provider, request, { ...options, secret: other.sign });
    }
    case "clock": {
      const age = options.ageSeconds ?? 86_400;
      const old = await resign(provider, request, {
        ...options,
        now: new Date(options.now.getTime() - age * 1000),
      });
      const again = await resign(provider, request, options);
      if (Object.entries(old.headers).every(([name, value]) => again.headers[name] === value)) {
        throw new ConfigError(`${provider.name} signs no time, so an old request is as good as a new one`);
      }
      return old;
    }
  }
}

/** Random-looking bytes that depend on the seed alone. */
export function repeatableBytes(seed: string | Uint8Array): (size: number) => Uint8Array {
  let counter = 0;
  return (size) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) {
      counter += 1;
      blocks.push(createHash("sha256").update(seed).update(`#${counter}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
}

function resign(
  provider: Pick<Provider, "id" | "scheme">,
  request: SignedRequest,
  options: TamperOptions,
): Promise<SignedRequest> {
  return signWebhook(provider, { ...request, ...options });
}

function usualHeaders(
  providerId: string,
  { body, now, settings }: Pick<SampleContext, "now" | "settings"> & { readonly body: Uint8Array },
): Readonly<Record<string, string>> {
  const provided = Object.hasOwn(samples, providerId) ? samples[providerId] : undefined;
  if (provided === undefined) return { "content-type": "application/json" };
  const seed = createHash("sha256").update(body).update(now.toISOString()).digest();
  const [type = ""] = Object.keys(provided.events);
  return provided.headers(createSampleContext(now, repeatableBytes(seed), settings), type);
}

/** What a source of this provider is told in samples. */
export function usualSettings(providerId: string): Readonly<Record<string, string>> {
  const provided = Object.hasOwn(samples, providerId) ? samples[providerId] : undefined;
  return provided?.settings ?? {};
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Another byte in place of the last letter or digit. */
function alter(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(body);
  const at = text.findLastIndex((byte) => byte >= 0x30 && byte <= 0x7a);
  if (at === -1) return toBytes(Buffer.concat([text, Buffer.from(" ")]));
  text[at] = text[at] === 0x31 ? 0x32 : 0x31;
  return toBytes(text);
}

/** A copy on memory of its own, as `fetch` wants it. */
function toBytes(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(typeof body === "string" ? Buffer.from(body, "utf8") : body);
}
