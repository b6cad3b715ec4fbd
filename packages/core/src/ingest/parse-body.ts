import { isForm, jsonOrForm } from "../body/form.ts";
import { decodeText, json, parseJson } from "../body/json.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";

/** A body as a value, and as JSON text: the sender's own text where it sent JSON. */
export interface ParsedBody {
  readonly payload: Json;
  readonly text: string;
}

/** Reads a body as the provider sends it. Throws `BodyError` when it is not that. */
export function parseBody(
  provider: Provider,
  body: Uint8Array,
  header: (name: string) => string | undefined,
): ParsedBody {
  const { body: read = json } = provider;
  if (read === json || (read === jsonOrForm && !isForm(header("content-type")))) {
    const text = decodeText(body);
    return { payload: parseJson(text), text };
  }
  const payload = read(body, header);
  return { payload, text: JSON.stringify(payload) };
}
