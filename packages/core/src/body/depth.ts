import type { Json, JsonObject } from "../event.ts";

/** Levels of nesting beyond which a body is refused: what walks a payload later may recurse. */
export const maxDepth = 1000;

/**
 * Whether JSON text has brackets enough to be nested too deeply. Hardly any has that many, and counting them is much
 * cheaper than looking at every character.
 */
export function hasManyBrackets(text: string): boolean {
  if (text.length <= 2 * maxDepth) return false; // each level has two
  let count = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count++;
      if (count > maxDepth) return true;
    }
  }
  return false;
}

/** Whether JSON text is nested too deeply: nothing is built of it, so text of any size may be asked about. */
export function isTextTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) isInString = !isInString;
    else if (isInString && code === 0x5c) index++;
    else if (!isInString && (code === 0x5b || code === 0x7b)) depth++;
    else if (!isInString && (code === 0x5d || code === 0x7d)) depth--;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** Whether a parsed value is nested too deeply: several times as fast as reading its text. */
export function isValueTooDeep(value: Json): boolean {
  return typeof value === "object" && value !== null && isDeeper(value, maxDepth);
}

function isDeeper(container: readonly Json[] | JsonObject, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(container)) {
    for (const value of container) if (isContainer(value) && isDeeper(value, levels - 1)) return true;
    return false;
  }
  const fields = container as JsonObject; // safe: no array
  // No list of the values is made: this walks every large payload.
  for (const name in fields) {
    const value = fields[name];
    if (isContainer(value) && isDeeper(value, levels - 1)) return true;
  }
  return false;
}

function isContainer(value: Json | undefined): value is readonly Json[] | JsonObject {
  return typeof value === "object" && value !== null;
}
