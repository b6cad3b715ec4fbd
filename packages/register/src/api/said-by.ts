import type { Json } from "@hookyard/core";
import { optionalTextAt, valueAt } from "./answer.ts";

const shownCharacters = 200;

/** The provider's own words, where it has any: one line, cut. */
export function saidBy(json: Json | undefined): string | undefined {
  if (json === undefined || json === null) return undefined;
  for (const path of messagePaths) {
    const text = optionalTextAt(json, path);
    if (text !== undefined && text !== "") return text.replace(/\s+/g, " ").slice(0, shownCharacters);
  }
  const errors = valueAt(json, "errors");
  return errors === undefined ? undefined : JSON.stringify(errors).slice(0, shownCharacters);
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
