import { headerPairs, headerValues, type WebhookRequest } from "../webhook-request.ts";
import { withHeader } from "./probe.ts";

/** The request with headers under the names that the scheme asks for, and what that would mean. */
export interface RenamedVariant {
  readonly request: WebhookRequest;
  /** The name under which the value came. */
  readonly from: string;
}

const mostCandidates = 8;
/** Names that may be told to people: nothing a sender can write much into. */
const tellable = /^[a-z0-9_-]{1,64}$/;
const looksLikeProof = /sign|hmac|hash|digest|token|auth|secret|mac/;

/** The header `missing` as it may have come under another name: all underscores, another prefix, or another name. */
export function* renamedVariants(request: WebhookRequest, missing: string): Generator<RenamedVariant> {
  const pairs = headerPairs(request.headers);
  const names = [...new Set(pairs.map(([name]) => name.toLowerCase()))].filter((name) => tellable.test(name));
  const rename = (to: (name: string) => string, from: string): RenamedVariant => ({
    request: { ...request, headers: pairs.map(([name, value]) => [to(name.toLowerCase()), value] as const) },
    from,
  });
  const plain = (name: string): string => name.replaceAll("_", "-").replace(/^http-/, "");
  const spelt = names.find((name) => name !== missing && plain(name) === missing);
  if (spelt !== undefined) yield rename(plain, spelt);

  let count = 0;
  for (
    let at = missing.indexOf("-");
    at !== -1 && count < mostCandidates;
    at = missing.indexOf("-", at + 1)
  ) {
    const suffix = missing.slice(at);
    for (const name of names) {
      if (name === missing || !name.endsWith(suffix) || count >= mostCandidates) continue;
      count += 1;
      const [given, wanted] = [name.slice(0, -suffix.length), missing.slice(0, at)];
      yield rename(
        (other) => (other.startsWith(`${given}-`) ? wanted + other.slice(given.length) : other),
        name,
      );
    }
  }
  for (const name of names
    .filter((one) => looksLikeProof.test(one) && one !== missing)
    .slice(0, mostCandidates)) {
    const [value = ""] = headerValues(request.headers, name);
    yield { request: withHeader(request, missing, value), from: name };
  }
}

/**
 * A header that an older version of the signature came in, whose name says less of how: `x-hub-signature` beside
 * `x-hub-signature-256`, `x-square-signature` beside `x-square-hmacsha256-signature`.
 */
export function legacyName(request: WebhookRequest, missing: string): string | undefined {
  const words = missing.split("-");
  const older = new Set(words.map((_word, index) => words.toSpliced(index, 1).join("-")));
  return headerPairs(request.headers)
    .map(([name]) => name.toLowerCase())
    .find((name) => tellable.test(name) && older.has(name) && looksLikeProof.test(name));
}
