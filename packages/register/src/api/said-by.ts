import type { Json } from "@hookyard/core";
import { optionalTextAt, valueAt } from "./answer.ts";

const shownCharacters = 200;

/** The provider's own words, where it has any, as {@link shown}. */
export function saidBy(json: Json | undefined, withoutSecrets: (text: string) => string): string | undefined {
  if (json === undefined || json === null) return undefined;
  for (const path of messagePaths) {
    const text = optionalTextAt(json, path);
    if (text !== undefined && text !== "") return shown(text, withoutSecrets);
  }
  const errors = valueAt(json, "errors");
  return errors === undefined ? undefined : shown(JSON.stringify(errors), withoutSecrets);
}

/** A provider's text for a message: without secrets, one line, and only then cut, so that no part of one is left. */
export function shown(text: string, withoutSecrets: (text: string) => string): string {
  return withoutSecrets(text).replace(/\s+/g, " ").slice(0, shownCharacters);
}

const messagePaths = [
  "error.message",
  "error.detail",
  "error_description",
  "message",
  "detail",
  "description",
  "title",
  "error",
  "errors.0.detail",
  "errors.0.message",
  "Message",
];
