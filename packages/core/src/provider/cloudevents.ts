import { isoTimeAt, textAt } from "../body/field.ts";
import { decodeText, json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { cloudeventsMapping } from "../mapping/cloudevents.ts";
import { type BodyReader, defineProvider, type Handshake } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { inQuery } from "../scheme/place.ts";
import { bearer, token } from "../scheme/token.ts";

/**
 * Any sender of CloudEvents 1.0 over HTTP webhooks: structured, batched, and binary mode (whose event is put together
 * from the `ce-*` headers of the core attributes; further extensions stay behind).
 *
 * The secret comes as a bearer token, or as `?access_token=` where the sender cannot set headers. It proves nothing
 * about the body.
 *
 * All from the specification of HTTP 1.1 webhooks for event delivery, 1.0.2; it sets no schedule of retries.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md
 */
export const cloudevents = defineProvider({
  id: "cloudevents",
  name: "CloudEvents",
  docs: "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md",
  scheme: anyOf(bearer(), token({ at: inQuery("access_token") })),
  handshakes: [allowOrigin()],
  body: readEvent(),
  split: (payload): readonly Json[] => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => {
    const source = textAt(payload, "source");
    const id = textAt(payload, "id");
    return {
      id: source === undefined || id === undefined ? id : `${source}#${id}`, // unique only together
      type: textAt(payload, "type") ?? "unknown",
      time: isoTimeAt(payload, "time"),
      subject: textAt(payload, "subject"),
    };
  },
  // Up to each sender; a week is meant to be generous.
  horizonSeconds: 7 * 86_400,
  domain: cloudeventsMapping,
});

/**
 * The sender asks whether it may send, before it has sent anything. Any origin may: what it sends needs the token. The
 * origin is not reflected, and a callback URL is never called.
 */
function allowOrigin(): Handshake {
  return ({ request, header }) => {
    if (request.method !== "OPTIONS" || header("webhook-request-origin") === undefined) return undefined;
    const rate = header("webhook-request-rate") === undefined ? {} : { "webhook-allowed-rate": "*" };
    return { status: 200, headers: { allow: "POST", "webhook-allowed-origin": "*", ...rate } };
  };
}

const attributes = ["id", "source", "specversion", "type", "subject", "time", "dataschema"] as const;

/** Structured and batched bodies are JSON. In binary mode the body is the data alone. */
function readEvent(): BodyReader {
  return (body, header) => {
    const contentType = header("content-type") ?? "";
    if (header("ce-specversion") === undefined || /^application\/cloudevents/i.test(contentType))
      return json(body, header);
    const event: Record<string, Json> = {};
    for (const name of attributes) {
      const value = header(`ce-${name}`);
      if (value !== undefined) event[name] = decodePercent(value);
    }
    if (contentType !== "") event["datacontenttype"] = contentType;
    return { ...event, ...readData(body, header) };
  };
}

function readData(body: Uint8Array, header: (name: string) => string | undefined): Record<string, Json> {
  if (body.byteLength === 0) return {};
  const contentType = header("content-type") ?? "application/json";
  if (/[/+]json\s*(?:;|$)/i.test(contentType)) return { data: json(body, header) };
  if (/^text\//i.test(contentType)) return { data: decodeText(body) };
  return { data_base64: Buffer.from(body).toString("base64") };
}

/** Header values are percent-encoded beyond ASCII. What is not rightly so is taken as it is. */
function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
