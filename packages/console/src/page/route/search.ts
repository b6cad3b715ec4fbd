import type { EventSummary } from "@hookyard/core/operator/operator";
import type { Query } from "../api.ts";

/** A search as it was understood. */
export interface Search {
  /** An event's own id: there is nothing to search for. */
  readonly id?: string;
  /** For `GET /v1/events`. */
  readonly query: Query;
  /** What was not understood, for people. */
  readonly problems: readonly string[];
}

const fields = ["source", "type", "subject", "state", "providerId", "since", "until"] as const;
type Field = (typeof fields)[number];

const names: Readonly<Record<string, Field>> = {
  source: "source",
  type: "type",
  subject: "subject",
  state: "state",
  provider: "providerId",
  since: "since",
  until: "until",
};

/** How the search is written, for the hint beside it. */
export const searchHelp =
  'source:stripe type:payment.* subject:pi_1 state:dead since:2h data.amount>100 data.original.id="a b"';

/**
 * Reads a search: `name:value` for what the list knows (source, type, subject, state, provider, since, until), a path
 * under `data` with `=`, `!=`, `>`, `>=`, `<`, `<=` for what is in the body, an event's id, or a word that is looked for
 * among ids and subjects.
 */
export function readSearch(text: string, now: number): Search {
  const query: Record<string, string> = {};
  const problems: string[] = [];
  const patterns: object[] = [];
  for (const word of wordsOf(text)) {
    if (/^evt_[0-9A-Za-z_-]+$/.test(word)) return { id: word, query: {}, problems: [] };
    const path = /^(data\.[^=!<>]+)(=|!=|>=|<=|>|<)(.+)$/s.exec(word);
    const named = /^([a-z]+):(.+)$/s.exec(word);
    if (path !== null) {
      const [, at = "", operator = "", value = ""] = path;
      const pattern = fieldPattern(at, operator, value);
      if (pattern === undefined) problems.push(`${operator} needs a number: ${word}`);
      else patterns.push(pattern);
    } else if (named !== null) {
      const [, name = "", value = ""] = named;
      const field = Object.hasOwn(names, name) ? names[name] : undefined;
      if (field === undefined)
        problems.push(`${name}: is no field; known are ${Object.keys(names).join(", ")}`);
      else readField(field, value, now, query, problems);
    } else {
      patterns.push({
        $or: ["subject", "providerid", "providertype", "type"].map((each) => ({ [each]: [word] })),
      });
    }
  }
  if (patterns.length > 0) query["where"] = JSON.stringify(together(patterns));
  return { query, problems };
}

/** Whether an event that comes in live belongs to a search. Payloads are not at hand then, and not looked into. */
export function fitsSearch(event: EventSummary, query: Query): boolean {
  const { source, type, subject, providerId, state } = query;
  return (
    (source === undefined || event.source === source) &&
    (type === undefined || typeFits(String(type), event.type)) &&
    (subject === undefined || event.subject === subject) &&
    (providerId === undefined || event.providerid === providerId) &&
    (state === undefined || event.deliveries.some((delivery) => delivery.state === state))
  );
}

/** Whether a search can be followed live: what has an end, or looks into payloads, cannot. */
export function canBeLive({ where, until }: Query): boolean {
  return where === undefined && until === undefined;
}

const units: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400 };

function readField(
  field: Field,
  value: string,
  now: number,
  query: Record<string, string>,
  problems: string[],
): void {
  if (field !== "since" && field !== "until") {
    query[field] = value;
    return;
  }
  const time = momentOf(value, now);
  if (time === undefined) problems.push(`${field}: takes 15min, 2h, 7d or a time such as 2026-05-01T10:00Z`);
  else query[field] = new Date(time).toISOString();
}

/** `2h` ago, or a time, in milliseconds since 1970; `undefined` when it is neither. */
export function momentOf(value: string, now: number): number | undefined {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)(s|min|m|h|d)$/.exec(value) ?? [];
  const seconds = units[unit];
  if (seconds !== undefined) return now - Number(amount) * seconds * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

// As EventBridge's pattern language says it. A number matches numbers, all else text.
function fieldPattern(path: string, operator: string, value: string): object | undefined {
  const literal = literalOf(value);
  switch (operator) {
    case "=":
      return nested(
        path,
        typeof literal === "string" && literal.includes("*") ? { wildcard: literal } : literal,
      );
    case "!=":
      return nested(path, { "anything-but": [literal] });
    default:
      return typeof literal === "number" ? nested(path, { numeric: [operator, literal] }) : undefined;
  }
}

function literalOf(value: string): string | number | boolean | null {
  if (value === "true" || value === "false") return value === "true";
  if (value === "null") return null;
  return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value.replace(/^"(.*)"$/s, "$1");
}

function nested(path: string, match: unknown): object {
  const [name = "", ...rest] = path.split(".").toReversed();
  return rest.reduce<object>((inner, each) => ({ [each]: inner }), { [name]: [match] });
}

/** All of them at once: one pattern beside the other, and under one name merged. */
function together(patterns: readonly object[]): object {
  const [first = {}, ...others] = patterns;
  return others.reduce((all, each) => merge(all, each), first);
}

function merge(one: object, other: object): object {
  const merged: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const known = merged[name];
    const canMerge = isPlain(known) && isPlain(value);
    merged[name] = canMerge ? merge(known, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeFits(wanted: string, type: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"|\S)+/g) ?? [];
}
