import * as v from "valibot";
import { OperatorError } from "./operator-error.ts";
import type { Page, PageRequest } from "./operator.ts";

/** What somebody may do: a viewer only looks. */
export const roles = ["viewer", "operator"] as const;
export type Role = (typeof roles)[number];

/** Who asks. */
export interface Actor {
  /** In words for people: `console`, `command line`. */
  readonly name: string;
  readonly role: Role;
}

/** Something that somebody is about to do. */
export interface AuditAction {
  readonly who: string;
  readonly role: Role;
  /** Which action: `dead-letters/replay`, `events/reveal`. */
  readonly action: string;
  /** The id that it is done to; absent where it has none. */
  readonly target?: string;
  /** What was asked for, as far as it holds nothing of a payload; bounded. */
  readonly detail?: string;
}

/** An action in the trail. */
export interface AuditEntry extends AuditAction {
  readonly id: string;
  /** RFC 3339. */
  readonly time: string;
  /** `done`, or the code of the problem that it ended with. Absent while it runs, and where the process ended first. */
  readonly outcome?: string;
}

/** Keeps what was done, by whom. An engine's own: it lives as long as the history does. */
export interface AuditTrail {
  /** Writes down that something is about to be done, durably: nothing is done that is not in the trail. Answers its id. */
  begin(action: AuditAction): Promise<string>;
  /** Adds how it ended. */
  end(id: string, outcome: string): Promise<void>;
  /** Newest first. */
  entries(page: PageRequest): Promise<Page<AuditEntry>>;
}

const mostDetail = 500;

/** Does something between its two marks in the trail. */
export async function audited<Value>(
  trail: AuditTrail,
  action: AuditAction,
  act: () => Promise<Value>,
): Promise<Value> {
  const id = await trail.begin(action);
  try {
    const value = await act();
    await trail.end(id, "done");
    return value;
  } catch (error) {
    await trail.end(id, codeOf(error));
    throw error;
  }
}

/** What a request's body says about an action, without what may be a part of a payload. */
export function auditDetail(body: unknown): string {
  const told = JSON.stringify(body, (name, value: unknown) => (withheld.has(name) ? undefined : value));
  if (told === undefined || told === "{}") return "";
  return told.length > mostDetail ? `${told.slice(0, mostDetail)}…` : told;
}

// An edit's new values, a pattern over payloads, and webhooks that are brought in.
const withheld: ReadonlySet<string> = new Set(["value", "where", "requests"]);

function codeOf(error: unknown): string {
  if (error instanceof OperatorError) return error.code;
  return "failed";
}

const text = v.string();

/** `GET /v1/audit`. */
export const auditAnswer = v.object({
  rows: v.array(
    v.object({
      id: text,
      time: text,
      who: text,
      role: v.picklist(roles),
      action: text,
      target: v.exactOptional(text),
      detail: v.exactOptional(text),
      outcome: v.exactOptional(text),
    }),
  ),
  next: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Page<AuditEntry>>;
