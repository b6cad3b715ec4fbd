import type { Json } from "../event.ts";
import { fieldAt } from "../body/field.ts";
import { formFields } from "../body/form-fields.ts";
import { jsonBeforeProof } from "../body/json.ts";
import { type Draft, type Place } from "./place.ts";

/**
 * The fields of a form body as Twilio, Mandrill and Plivo sign them: sorted by name (UTF-16 order, as JavaScript
 * sorts), each name with its value run together without anything between. Where that says the same for two forms
 * (`a=bc`, `ab=c`), the signature does too: a weakness of the scheme.
 */
export function sortedFormFields(
  body: Uint8Array,
  { repeated }: { readonly repeated: "unique" | "all" },
): string {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of formFields(textOf(body))) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === "string") fields.set(name, [before, value]);
    else before.push(value);
  }
  let signed = "";
  for (const name of [...fields.keys()].toSorted()) {
    const values = fields.get(name) ?? "";
    if (typeof values === "string") {
      signed += name + values;
      continue;
    }
    for (const value of (repeated === "unique" ? [...new Set(values)] : values).toSorted())
      signed += name + value;
  }
  return signed;
}

/** One field of a form body. */
export function inForm(name: string): Place {
  return {
    read: ({ body }) => {
      const values = new URLSearchParams(textOf(body)).getAll(name);
      const [value] = values;
      if (value === undefined) return { reason: "header_missing" };
      if (values.length > 1) return { reason: "header_doubled" };
      return value === "" ? { reason: "header_empty" } : { values: [value] };
    },
    write: (draft, value) => writeFormField(draft, name, value),
  };
}

/** The draft with one field of its form body set. */
function writeFormField(draft: Draft, name: string, value: string): Draft {
  const fields = new URLSearchParams(textOf(draft.body));
  fields.set(name, value);
  return { ...draft, body: Buffer.from(fields.toString(), "utf8") };
}

/** One field of a JSON body by dotted path, before the signature is proved: nothing is believed yet. */
export function unprovedField(body: Uint8Array, path: string): Json | undefined {
  return fieldAt(jsonBeforeProof(body), path);
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}
