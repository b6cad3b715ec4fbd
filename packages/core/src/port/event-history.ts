import type { Operator } from "../operator/operator.ts";

/** Accepted events and what became of them: the part of an engine that answers an operator's questions. */
export type EventHistory = Pick<Operator, "events" | "event" | "eventsAfter">;
