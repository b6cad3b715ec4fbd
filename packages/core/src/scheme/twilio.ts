import { createHash } from "node:crypto";
import { parse, stringify } from "node:querystring";
import { isForm } from "../body/form.ts";
import { firstHeader } from "../webhook-request.ts";
import { anyOf } from "./any-of.ts";
import type { ContentInput } from "./content.ts";
import { sortedFormFields } from "./form-content.ts";
import { hmac } from "./hmac.ts";
import type { Scheme, SignatureReason } from "./scheme.ts";

const digestParameter = "bodySHA256";

/**
 * Twilio's signature: HMAC-SHA1 over the URL and, of a form, its sorted fields; any other body is bound by its
 * SHA-256, which Twilio puts into the URL's query as `bodySHA256`. A body that is neither is refused.
 *
 * Twilio writes the URL as it is configured, or with the default port, or escaped: like Twilio's own library this
 * tries them all. Put the setting `url` where a proxy changes scheme, host or path.
 */
export function twilioScheme(): Scheme {
  const scheme = anyOf(
    withUrl(withoutPort),
    withUrl(withPort),
    ...[withoutPort, withPort].flatMap(normalised),
  );
  return {
    ...scheme,
    verify: (input) => {
      const refusal = checkBody({ ...input, timestamp: undefined, elements: {} });
      return refusal === undefined ? scheme.verify(input) : { ok: false, reason: refusal };
    },
    sign: async (input) => {
      const url = isForm(input.headers["content-type"]) ? input.url : withDigest(input.url, input.body);
      const signed = await plain.sign({ ...input, url });
      return { ...signed, url };
    },
  };
}

function withUrl(change: (url: string) => string): Scheme {
  return hmac({
    signature: "x-twilio-signature",
    algorithm: "sha1",
    encoding: "base64",
    content: [
      (input) => {
        const { body } = input.request;
        const fields = digestOf(input) === undefined ? sortedFormFields(body, { repeated: "unique" }) : "";
        return change(urlOf(input)) + fields;
      },
    ],
  });
}

const plain = withUrl((url) => url);

/** Told before the signature is: without this, a signature over the URL alone would go with any JSON. */
function checkBody(input: ContentInput): SignatureReason | undefined {
  if (!URL.canParse(input.request.url)) return "url_malformed";
  const digest = digestOf(input);
  if (digest === undefined)
    return isForm(firstHeader(input.request.headers, "content-type")) || input.request.body.length === 0
      ? undefined
      : "body_malformed";
  const actual = createHash("sha256").update(input.request.body).digest("hex");
  return digest.toLowerCase() === actual ? undefined : "signature_mismatch"; // no secret: the digest is public
}

function digestOf({ request }: ContentInput): string | undefined {
  if (!request.url.includes("?")) return undefined; // the usual URL, not worth taking apart
  const values = URL.canParse(request.url) ? new URL(request.url).searchParams.getAll(digestParameter) : [];
  return values.length === 1 ? values[0] : undefined;
}

/** The setting `url` stands for the URL up to its query. */
function urlOf({ request, settings }: ContentInput): string {
  const { url } = settings;
  if (url === undefined || url.includes("?")) return url ?? request.url;
  const query = request.url.indexOf("?");
  return query === -1 ? url : url + request.url.slice(query);
}

function withDigest(url: string, body: Uint8Array): string {
  const separator = url.includes("?") ? "&" : "?";
  return `${url}${separator}${digestParameter}=${createHash("sha256").update(body).digest("hex")}`;
}

const authority = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?)(\[[^\]/?#]*\]|[^/?#:]*)(:\d*)?/i;

function withoutPort(url: string): string {
  return url.replace(authority, "$1$2");
}

function withPort(url: string): string {
  return url.replace(authority, (whole: string, front: string, host: string, port: string | undefined) => {
    const usual = front.toLowerCase().startsWith("https:") ? ":443" : ":80";
    return port === undefined || port === "" ? front + host + usual : whole;
  });
}

/** The URL as a browser would escape it, and its query as Node's `querystring` would. */
function normalised(change: (url: string) => string): readonly Scheme[] {
  const escaped = (url: string): string => change(URL.canParse(url) ? new URL(url).href : url);
  return [withUrl(escaped), withUrl((url) => requeried(escaped(url)))];
}

function requeried(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? url : `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
