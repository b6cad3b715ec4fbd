import { fieldAt } from "../body/field.ts";
import { parseLeniently } from "./place.ts";
/**
 * The fields of a form body as Twilio, Mandrill and Plivo sign them: sorted by name (UTF-16 order, as JavaScript
 * sorts), each name with its value run together without anything between. Where that says the same for two forms
 * (`a=bc`, `ab=c`), the signature does too: a weakness of the scheme.
 */
export function sortedFormFields(body, { repeated }) {
    const fields = new Map();
    for (const [name, value] of new URLSearchParams(textOf(body))) {
        const values = fields.get(name);
        if (values === undefined)
            fields.set(name, [value]);
        else
            values.push(value);
    }
    let signed = "";
    for (const name of [...fields.keys()].toSorted()) {
        const values = fields.get(name) ?? [];
        for (const value of (repeated === "unique" ? [...new Set(values)] : values).toSorted())
            signed += name + value;
    }
    return signed;
}
/** One field of a form body. */
export function inForm(name) {
    return {
        read: ({ body }) => {
            const values = new URLSearchParams(textOf(body)).getAll(name);
            const [value] = values;
            if (value === undefined)
                return { reason: "header_missing" };
            if (values.length > 1)
                return { reason: "header_doubled" };
            return value === "" ? { reason: "header_empty" } : { values: [value] };
        },
        write: (draft, value) => writeFormField(draft, name, value),
    };
}
/** The draft with one field of its form body set. */
export function writeFormField(draft, name, value) {
    const fields = new URLSearchParams(textOf(draft.body));
    fields.set(name, value);
    return { ...draft, body: Buffer.from(fields.toString(), "utf8") };
}
/** One field of a JSON body by dotted path, before the signature is proved: nothing is believed yet. */
export function unprovedField(body, path) {
    return fieldAt(parseLeniently(body), path);
}
function textOf(body) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}
