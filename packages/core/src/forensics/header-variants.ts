import { headerValues, type WebhookRequest } from "../webhook-request.ts";
import { type Explanation, proved } from "./explanation.ts";
import { withHeader } from "./probe.ts";

/** The request with one header as it may have been sent. */
export interface HeaderVariant {
  readonly request: WebhookRequest;
  readonly explanation: Explanation;
}

/** Prefixes that providers put before a signature: a proxy or a hand-made sender may have lost one. */
const prefixes = ["sha256=", "v1=", "v0=", "sha1=", "sha512=", "hmac-sha256=", "v1,"];
const mostValues = 6;

/** A header that the scheme reads, as it may have been before something on the way changed it. */
export function* headerVariants(request: WebhookRequest, name: string): Generator<HeaderVariant> {
  const values = headerValues(request.headers, name);
  const [value = ""] = values;
  if (value === "" || value.length > 8192) return;
  const change = (text: string, code: Parameters<typeof proved>[0], message: string): HeaderVariant => ({
    request: withHeader(request, name, text),
    explanation: proved(code, `the header ${name} ${message}`),
  });
  if (values.length > 1) {
    const isSame = values.every((one) => one === value);
    for (const one of [...new Set(values)].slice(0, mostValues))
      yield change(
        one,
        "header_doubled",
        isSame ? "came twice with the same value" : "came several times, and one of them is right",
      );
  }
  for (const one of joined(value))
    yield change(one, "header_joined", "came twice, joined by a comma: something on the way repeats it");
  for (const one of [value.replace(/\r?\n[ \t]*/g, ""), value.replace(/\s+/g, "")])
    if (one !== value) yield change(one, "header_folded", "came folded, with space inside its value");
  const unquoted = /^\s*(["'])(.*)\1\s*$/s.exec(value)?.[2];
  if (unquoted !== undefined) yield change(unquoted, "header_quoted", "came in quotes");
  const decoded = percentDecoded(value);
  if (decoded !== value) yield change(decoded, "header_encoded", "came percent-encoded");
  if (value.toLowerCase() !== value)
    yield change(value.toLowerCase(), "header_case", "came in upper case, and is read by its case");
  for (const one of reencoded(value))
    yield change(
      one,
      "signature_encoding",
      "holds the right signature in another encoding (hex in place of base64, or the other way round)",
    );
  if (!/[=,:].{16}/.test(value))
    for (const prefix of prefixes)
      yield change(
        prefix + value,
        "signature_prefix",
        `holds the right signature without the prefix ${prefix}`,
      );
  const bare = /^[a-z0-9-]{1,16}[=,](.{16,})$/i.exec(value)?.[1];
  if (bare !== undefined)
    yield change(
      bare,
      "signature_prefix",
      "holds the right signature with a prefix that this provider does not write",
    );
}

function joined(value: string): readonly string[] {
  const halves = [", ", ","].flatMap((separator) => {
    const half = value.slice(0, (value.length - separator.length) / 2);
    return half !== "" && half + separator + half === value ? [half] : [];
  });
  const parts = value.split(/,\s*/);
  return [...new Set([...halves, ...(parts.length > 1 && parts.length <= mostValues ? parts : [])])].filter(
    (one) => one !== "",
  );
}

/** The longest run that reads as a signature, in the other encoding. */
function reencoded(value: string): readonly string[] {
  const found = [...value.matchAll(/[A-Za-z0-9+/_-]{27,}={0,2}/g)]
    .map(([text]) => text)
    .sort((one, other) => other.length - one.length)[0];
  if (found === undefined) return [];
  const isHex = /^(?:[0-9a-fA-F]{2})+$/.test(found);
  const bytes = Buffer.from(found, isHex ? "hex" : "base64");
  const texts = [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
  return texts.filter((text) => text !== found).map((text) => value.replace(found, () => text));
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
