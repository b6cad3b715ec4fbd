import { parseJson } from "../../packages/core/src/body/json.ts";

/**
 * Reads the payload for a library that leaves that to its caller, with Hookyard's own reader: so everybody ends at the
 * same payload, with no id rounded and the depth bounded, and what is compared is the verification.
 */
export function readsPayload(text: string): boolean {
  return parseJson(text) !== undefined;
}
