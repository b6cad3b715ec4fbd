import { fieldAt, textAt } from "../body/field.ts";
import { multipartField } from "../body/multipart.ts";
import type { Json } from "../event.ts";
import { firstHeader, type WebhookRequest } from "../webhook-request.ts";
import type { ComputedPart } from "./content.ts";
import { hmac } from "./hmac.ts";
import { parseLeniently, type Place, writeJson } from "./place.ts";
import type { Scheme } from "./scheme.ts";

const boundary = "hookyard-7d9f3a1c5b8e2064";

/** Dropbox Sign: an HMAC of the event's time and type, in the JSON that is one part of a form. */
export function dropboxSignScheme(): Scheme {
  return hmac({ signature: eventHash(), content: [signedText()] });
}

function signedText(): ComputedPart {
  return ({ request }) => {
    const event = readEvent(request);
    const time = textAt(event, "event.event_time");
    const type = textAt(event, "event.event_type");
    return time === undefined || type === undefined ? { reason: "body_malformed" } : time + type;
  };
}

/** Writing makes a form of a body that is bare JSON, as samples are. */
function eventHash(): Place {
  return {
    read: (request) => {
      const event = readEvent(request);
      if (event === undefined) return { reason: "body_malformed" };
      const value = fieldAt(event, "event.event_hash");
      if (value === undefined) return { reason: "header_missing" };
      return typeof value === "string" ? { values: [value] } : { reason: "header_malformed" };
    },
    write: (draft, value) => {
      const part = multipartField(draft.body, firstHeader(draft.headers, "content-type"), "json");
      const { body } = writeJson(
        part === undefined ? draft : { ...draft, body: part },
        "event.event_hash",
        value,
      );
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="json"\r\n\r\n`;
      return {
        ...draft,
        headers: { ...draft.headers, "content-type": `multipart/form-data; boundary=${boundary}` },
        body: Buffer.concat([Buffer.from(head), body, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      };
    },
  };
}

/** While a request is being signed its body may be bare JSON still; one that comes as that is refused when it is read. */
function readEvent({ headers, body }: Pick<WebhookRequest, "headers" | "body">): Json | undefined {
  const part = multipartField(body, firstHeader(headers, "content-type"), "json");
  return parseLeniently(part ?? body);
}
