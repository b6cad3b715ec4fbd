/** Headers in any form that a platform gives them. Pairs keep doubled headers apart; the others have them joined. */
export type HeadersLike =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** A request as it came: the body is the bytes on the wire, never decoded and encoded again. */
export interface WebhookRequest {
  readonly method: string;
  /** The whole URL as the sender sees it; some providers sign it. */
  readonly url: string;
  readonly headers: HeadersLike;
  readonly body: Uint8Array;
}

const none: readonly string[] = Object.freeze([]);

/**
 * All values of one header, in order; empty when it is absent. `name` in lower case. Values that are not text count
 * as absent. A `Headers` object has joined doubled headers with `, ` already; that cannot be undone here.
 */
export function headerValues(headers: HeadersLike, name: string): readonly string[] {
  if (Array.isArray(headers)) return valuesOfPairs(headers, name); // what a server has: no further look at its shape
  if (isHeadersObject(headers)) {
    const value = headers.get(name);
    return value === null ? none : [value];
  }
  if (typeof headers !== "object" || headers === null) return none;
  // safe: the only member of HeadersLike that iterates and is not a Headers
  if (Symbol.iterator in headers) return valuesOfPairs(headers as Iterable<unknown>, name);
  const values: string[] = [];
  for (const key in headers) {
    if (!isNamed(key, name)) continue;
    const value = headers[key];
    if (typeof value === "string") values.push(value);
    else if (Array.isArray(value)) for (const one of value) if (typeof one === "string") values.push(one);
  }
  return values;
}

function valuesOfPairs(pairs: Iterable<unknown>, name: string): readonly string[] {
  let values: string[] | undefined;
  for (const pair of pairs) {
    if (!Array.isArray(pair) || !isNamed(pair[0], name) || typeof pair[1] !== "string") continue;
    if (values === undefined) values = [pair[1]];
    else values.push(pair[1]);
  }
  return values ?? none;
}

/** One header's first value, or `undefined`. `name` in lower case. */
export function firstHeader(headers: HeadersLike, name: string): string | undefined {
  return headerValues(headers, name)[0];
}

/**
 * Node's flat `rawHeaders` as pairs: the cheapest form that keeps doubled headers apart.
 *
 * @example verifyWebhook(github, { method, url, headers: rawHeaderPairs(incoming.rawHeaders), body }, options)
 */
export function rawHeaderPairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 1; index < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index - 1] ?? "", rawHeaders[index] ?? ""]);
  }
  return pairs;
}

/** The same request with headers that can be read more than once, whatever iterable they came as. */
export function withStableHeaders(request: WebhookRequest): WebhookRequest {
  const { headers } = request;
  if (Array.isArray(headers) || headers instanceof Map || isHeadersObject(headers)) return request;
  if (typeof headers !== "object" || headers === null || !(Symbol.iterator in headers)) return request;
  // safe: the only member of HeadersLike that iterates and is not a Headers
  return { ...request, headers: [...(headers as Iterable<readonly [string, string]>)] };
}

/**
 * By shape and not `instanceof`: Node loads its fetch implementation at the first touch of the global `Headers`
 * (about 10 ms), and other implementations of it exist.
 */
function isHeadersObject(headers: HeadersLike): headers is Headers {
  return (
    !Array.isArray(headers) &&
    typeof (headers as Partial<Headers> | null)?.get === "function" &&
    typeof (headers as Partial<Headers>).append === "function" // safe: only looked at
  );
}

/** Whether that is the name, in whatever case. By its letters: a copy in lower case would cost more than the rest. */
function isNamed(key: unknown, name: string): boolean {
  if (typeof key !== "string" || key.length !== name.length) return false;
  if (key === name) return true;
  for (let at = 0; at < name.length; at++) {
    const code = key.charCodeAt(at);
    const lower = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    if (lower !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** All headers as pairs, whatever form they came in. */
export function headerPairs(headers: HeadersLike): readonly (readonly [string, string])[] {
  if (Array.isArray(headers)) return headers as readonly (readonly [string, string])[]; // safe: the one array among HeadersLike
  if (Symbol.iterator in headers) return [...(headers as Iterable<readonly [string, string]>)]; // safe: a Headers iterates as pairs too
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = typeof value === "string" ? [value] : value;
    return values.map((one) => [name, one] as const);
  });
}
