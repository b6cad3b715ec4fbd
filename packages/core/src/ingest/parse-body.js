import { isForm, jsonOrForm } from "../body/form.ts";
import { decodeText, json, parseJson } from "../body/json.ts";
/** Reads a body as the provider sends it. Throws `BodyError` when it is not that. */
export function parseBody(provider, body, header) {
    const { body: read = json } = provider;
    if (read === json || (read === jsonOrForm && !isForm(header("content-type")))) {
        const text = decodeText(body);
        return { payload: parseJson(text), text };
    }
    const payload = read(body, header);
    return { payload, text: JSON.stringify(payload) };
}
