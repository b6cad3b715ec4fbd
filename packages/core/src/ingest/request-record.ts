import { headerPairs, type WebhookRequest } from "../webhook-request.ts";

/** How a webhook came, for the operator: without its body, which is the event's `data.original`, and without secrets. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  /** In the order in which they came, doubled ones apart. A value that could be misused reads {@link redacted}. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Headers beyond what is kept. */
  readonly left?: number;
  /** Which of the source's secrets verified, the newest is 0. Absent where the scheme has none of them. */
  readonly secretIndex?: number;
}

export interface RecordedRequest {
  readonly request: WebhookRequest;
  /** The source's secrets: a value that holds one is not kept, whatever its header is called. */
  readonly secrets: readonly string[];
  readonly secretIndex: number | undefined;
}

/** In place of what is not kept. */
export const redacted = "[redacted]";

const maxHeaders = 64;
const maxValueCharacters = 500;
const maxUrlCharacters = 2_000;
/** A secret shorter than that stands in many a harmless value. */
const leastSecretCharacters = 6;

/**
 * Names of what proves who sent a request, or lets somebody in. Generous: a harmless header that is not kept costs a
 * look at the provider's own log, a signature that is kept can be sent again.
 */
const proof =
  /auth|cookie|token|secret|sig|hmac|hash|digest|key|passw|credential|jwt|assertion|verif|session|csrf|nonce|cert|-mac$/i;

/** A signature by its looks, for names that say nothing (`X-Trello-Webhook`): a long run of hex, or base64 with its padding. */
// The second part begins where such letters begin, so that a long value is walked once and not from each of its letters.
const signatureLike = /[0-9a-f]{40}|(?:^|[^a-z0-9+/_-])[a-z0-9+/_-]{22,}={1,2}$/i;
const leastSignatureCharacters = 24;

/** A request as text to keep: JSON of a {@link RequestRecord}, at most some 30 KB, about 400 bytes for most. */
export function recordRequest({ request, secrets, secretIndex }: RecordedRequest): string {
  const pairs = headerPairs(request.headers);
  const headers: (readonly [string, string])[] = [];
  for (const [name, value] of pairs) {
    if (headers.length === maxHeaders) break;
    headers.push([
      name,
      isProof(name) || looksSigned(value) || holdsSecret(value, secrets) ? redacted : cut(value),
    ]);
  }
  const record: RequestRecord = {
    method: request.method,
    url: urlToKeep(request.url, secrets),
    headers,
    ...(pairs.length > headers.length && { left: pairs.length - headers.length }),
    ...(secretIndex !== undefined && { secretIndex }),
  };
  return JSON.stringify(record);
}

/** Reads back what {@link recordRequest} wrote. */
export function readRequestRecord(text: string): RequestRecord {
  return JSON.parse(text) as RequestRecord; // safe: only text made by `recordRequest` is ever stored
}

/** Providers send the same few names again and again. Bounded: a sender may invent any number. */
const known = new Map<string, boolean>();
const maxKnown = 1_000;

function isProof(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  const is = proof.test(name);
  if (known.size < maxKnown) known.set(name, is);
  return is;
}

function looksSigned(value: string): boolean {
  return value.length >= leastSignatureCharacters && signatureLike.test(value);
}

function holdsSecret(value: string, secrets: readonly string[]): boolean {
  for (const secret of secrets) {
    if (secret.length >= leastSecretCharacters && value.includes(secret)) return true;
  }
  return false;
}

/** Some providers put their token into the query. */
function urlToKeep(url: string, secrets: readonly string[]): string {
  const start = url.indexOf("?");
  if (start === -1 && !holdsSecret(url, secrets)) return cut(url, maxUrlCharacters);
  const path = start === -1 ? url : url.slice(0, start);
  const query = start === -1 ? "" : url.slice(start + 1);
  const parameters = query.split("&").map((parameter) => {
    const [name = ""] = parameter.split("=", 1);
    return isProof(name) || holdsSecret(decoded(parameter), secrets) ? `${name}=${redacted}` : parameter;
  });
  const kept = holdsSecret(path, secrets) ? redacted : path;
  return cut(start === -1 ? kept : `${kept}?${parameters.join("&")}`, maxUrlCharacters);
}

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter.replaceAll("+", " "));
  } catch {
    return parameter;
  }
}

function cut(value: string, most = maxValueCharacters): string {
  return value.length <= most ? value : `${value.slice(0, most)}… (${value.length} characters)`;
}
