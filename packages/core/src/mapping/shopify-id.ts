import { type Fields, idText, someText } from "../domain/read.ts";

/** The global id of a resource: as it is written, else from its number. */
export function globalId(entry: Fields, kind: string): string | undefined {
  return someText(entry["admin_graphql_api_id"]) ?? globalNumber(kind, entry["id"]);
}

/** A global id from its number, which is left out when the number has lost digits. */
export function globalNumber(kind: string, number: unknown): string | undefined {
  const digits = idText(number);
  return digits === undefined || digits === "" ? undefined : `gid://shopify/${kind}/${digits}`;
}
