import { parseJson } from "@hookyard/core/body/json";
import type { Json } from "@hookyard/core";

/** Largest answer that is read, in bytes: a page of deliveries with their bodies. */
export const maxAnswerBytes = 32 * 1024 ** 2;

/** A response's body as text; `undefined` when it is larger than is read. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Text as JSON: `null` where there is none, `undefined` where it is something else. */
export function readJson(text: string): Json | undefined {
  if (text.trim() === "") return null;
  try {
    return parseJson(text);
  } catch {
    return undefined; // told by the caller, who knows which call it was
  }
}
