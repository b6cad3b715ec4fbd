import { expect } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json, JsonObject } from "../event.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";

/** A payload of a provider, and what is to become of it. */
type Row = readonly [
  what: string,
  provider: keyof typeof providers,
  payload: Json,
  type: string,
  fields: JsonObject,
  headers?: Readonly<Record<string, string>>,
];

/** Each row as a name and what it shows. */
export function cases(rows: readonly Row[]): readonly (readonly [string, () => void])[] {
  return rows.map((one) => [one[0], () => expectRow(one)] as const);
}

/** What becomes of a payload as it comes: named, and put into the domain's words. */
export function become(provider: Provider, payload: Json, headers: Readonly<Record<string, string>> = {}) {
  const header = (name: string): string | undefined => headers[name];
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: new Uint8Array() };
  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });
  const { type, fields, subject, mismatch } = normalise(provider, { payload, identity, header });
  return {
    type,
    fields,
    ...(subject !== undefined && { subject }),
    ...(mismatch !== undefined && { mismatch }),
  };
}

function expectRow([, id, payload, type, fields, headers]: Row): void {
  const outcome = become(providers[id], payload, headers);

  expect(outcome.mismatch).toBeUndefined();
  expect(outcome.type).toBe(type);
  expect(outcome.fields).toMatchObject(fields);
}
