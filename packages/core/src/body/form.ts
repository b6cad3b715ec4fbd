import type { JsonObject } from "../event.ts";
import type { BodyReader } from "../provider.ts";
import { BodyError } from "./body-error.ts";
import { formFields } from "./form-fields.ts";
import { decodeText, json, parseJson } from "./json.ts";

/** An `application/x-www-form-urlencoded` body as an object; a field that comes several times is a list. */
export const form: BodyReader = (body) => readForm(body);

/**
 * JSON, or a form where the content type says so. A form whose field `payload` holds JSON stands for that JSON
 * (GitHub's `content_type=form`, Slack's interactivity).
 */
export const jsonOrForm: BodyReader = (body, header) => {
  if (!isForm(header("content-type"))) return json(body, header);
  const fields = readForm(body);
  const { payload } = fields;
  return typeof payload === "string" ? parseJson(payload) : fields;
};

/** Whether the content type is that of a form. */
export function isForm(contentType: string | undefined): boolean {
  if (contentType === undefined || contentType === "application/json") return false; // nearly always
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType.trim());
}

function readForm(body: Uint8Array): JsonObject {
  const fields = new Map<string, string | string[]>();
  const text = decodeText(body);
  if (text === "") throw new BodyError("the body is empty, not a form");
  for (const [name, value] of formFields(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === "string") fields.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(fields);
}

/** A form where the content type says so, else JSON. Unlike {@link jsonOrForm}, no field of a form is taken for JSON. */
export const formOrJson: BodyReader = (body, header) =>
  isForm(header("content-type")) ? form(body, header) : json(body, header);
