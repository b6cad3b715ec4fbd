import { fieldAt, parseIsoTime, textAt } from "../body/field.ts";
import type { Json } from "../event.ts";
import type { Delivery } from "../provider.ts";

/** A place in a request, as data: `header:x-event-id`, `body:data.id`, `whole:batch.id`, `query:id`. */
export type Reference = `${"header" | "body" | "whole" | "query"}:${string}`;

/** One place, or several of which the first that holds something counts. */
export type References = Reference | readonly Reference[];

/** What a reference must look like; a header's name in lower case. */
export const referenceForm =
  /^(?:header:[a-z0-9!#$%&'*+.^_`|~-]+|(?:body|whole):[^.\s]+(?:\.[^.\s]+)*|query:\S+)$/;

/** The text at the first of these places that has one. */
export function textOf(references: References, delivery: Delivery): string | undefined {
  for (const reference of listOf(references)) {
    const [kind, name] = partsOf(reference);
    const found =
      kind === "header"
        ? delivery.header(name)
        : kind === "query"
          ? queryOf(delivery, name)
          : textAt(bodyOf(kind, delivery), name);
    if (found !== undefined && found !== "") return found;
  }
  return undefined;
}

/**
 * The time at the first of these places that has one: ISO 8601 with its offset, Unix seconds (fractions too) or
 * milliseconds, told apart by their size, or an HTTP date.
 */
export function timeOf(references: References, delivery: Delivery): Date | undefined {
  for (const reference of listOf(references)) {
    const [kind, name] = partsOf(reference);
    const raw =
      kind === "header"
        ? delivery.header(name)
        : kind === "query"
          ? queryOf(delivery, name)
          : fieldAt(bodyOf(kind, delivery), name);
    const time = readTime(raw);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** From here on a number is milliseconds: as seconds it would be the year 5138. */
const millisecondsFrom = 1e11;

function readTime(raw: Json | undefined): Date | undefined {
  const isNumeric = typeof raw === "string" && /^\d{1,15}(?:\.\d{1,9})?$/.test(raw);
  const number = typeof raw === "number" ? raw : isNumeric ? Number(raw) : undefined;
  if (number !== undefined) {
    const date = new Date(number >= millisecondsFrom ? number : number * 1000);
    return number < 0 || Number.isNaN(date.getTime()) ? undefined : date;
  }
  if (typeof raw !== "string") return undefined;
  const http = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(raw)
    ? new Date(raw)
    : undefined;
  return http === undefined || Number.isNaN(http.getTime()) ? parseIsoTime(raw) : http;
}

function listOf(references: References): readonly Reference[] {
  return typeof references === "string" ? [references] : references;
}

function partsOf(reference: Reference): readonly [kind: string, name: string] {
  const colon = reference.indexOf(":");
  return [reference.slice(0, colon), reference.slice(colon + 1)];
}

function bodyOf(kind: string, { payload, whole }: Delivery): Json {
  return kind === "whole" ? whole : payload;
}

function queryOf({ request }: Delivery, name: string): string | undefined {
  if (!URL.canParse(request.url)) return undefined;
  return new URL(request.url).searchParams.get(name) ?? undefined;
}
