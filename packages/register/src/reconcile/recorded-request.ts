import type { Json } from "@hookyard/core";
import type { RecordedRequest } from "./delivery-log.ts";

/** Header names in lower case, with their values. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** The request of a payload that a list holds as JSON. */
export function requestOf(
  payload: Json,
  headers: Readonly<Record<string, string | undefined>> = {},
): RecordedRequest {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), value] as const],
  );
  return { headers: [["content-type", "application/json"], ...given], body: JSON.stringify(payload) };
}
