import { escape } from "node:querystring";
import type { ComputedPart } from "./content.ts";
import { hmac } from "./hmac.ts";
import { inHeader } from "./place.ts";
import type { Scheme } from "./scheme.ts";

const signature = "x-contentful-signature";
const signedHeaders = "x-contentful-signed-headers";
const timestamp = "x-contentful-timestamp";
const list = inHeader(signedHeaders);
/** Headers looked at in one request; Contentful signs its own dozen and those a webhook adds. */
const maxHeaders = 100;
const headerName = /^[\w-]+$/;

/**
 * Contentful: method, path, a list of headers and the body, a line each. The list is signed with the rest and has to
 * hold itself and the time: without that either could be swapped.
 */
export function contentfulScheme(): Scheme {
  const scheme = hmac({
    signature,
    content: ["{method}\n", path(), "\n", headers(), "\n{body}"],
    timestamp: { header: timestamp, unit: "milliseconds", toleranceSeconds: 30 },
  });
  return {
    ...scheme,
    sign: (input) => {
      const own = Object.keys(input.headers).filter((name) => name.startsWith("x-contentful-"));
      const names = [...new Set([...own, signedHeaders, timestamp])].filter((name) => name !== signature);
      return scheme.sign({
        ...input,
        headers: { ...input.headers, [signedHeaders]: names.toSorted().join(",") },
      });
    },
  };
}

/** The path with its query, the query escaped as one piece and all of it once more as a URI. */
function path(): ComputedPart {
  return ({ request, settings }) => {
    const text = settings["url"] ?? request.url;
    if (!URL.canParse(text)) return { reason: "url_malformed" };
    const url = new URL(text);
    const query = url.search.slice(1);
    return encodeURI(query === "" ? url.pathname : `${url.pathname}?${escape(query)}`);
  };
}

/** `name:value` of each header of the list, in order of their names. */
function headers(): ComputedPart {
  return ({ request }) => {
    const reading = list.read(request);
    if ("reason" in reading) return reading;
    const names = (reading.values[0] ?? "").split(",").map((name) => name.trim().toLowerCase());
    if (names.length > maxHeaders || !names.includes(signedHeaders) || !names.includes(timestamp))
      return { reason: "header_malformed" };
    const lines: string[] = [];
    for (const name of [...new Set(names)].toSorted()) {
      if (!headerName.test(name)) return { reason: "header_malformed" };
      const value = inHeader(name).read(request);
      if ("reason" in value) return value;
      lines.push(`${name}:${(value.values[0] ?? "").trim()}`);
    }
    return lines.join(";");
  };
}
