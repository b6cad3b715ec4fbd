import type * as v from "valibot";
import { noQuery } from "./operator-request.ts";
import type { Operator } from "./operator.ts";

/** One path of the operator API: what it takes, what it answers, what it does. The API and its description are made from it. */
export interface Route {
  readonly method: "get" | "post";
  /** As Hono writes it: `/v1/events/:id`. */
  readonly path: string;
  /** One line, for the description. */
  readonly summary: string;
  /** Whether it may change something: then it takes an operator, and is written down. */
  readonly changes: boolean;
  readonly query: v.GenericSchema;
  /** On POST. */
  readonly body?: v.GenericSchema;
  /** JSON of this shape. Absent: a stream of events, which `app.ts` makes. */
  readonly answer?: v.GenericSchema;
  /** What was asked for; `undefined` is answered as `not_found`. */
  readonly run: (operator: Operator, request: RouteRequest) => Promise<unknown>;
}

export interface RouteRequest<Query = unknown, Body = unknown> {
  /** From the path; empty where it has none. */
  readonly id: string;
  readonly query: Query;
  readonly body: Body;
}

interface GetSpec<Query extends v.GenericSchema> {
  readonly path: string;
  readonly summary: string;
  readonly query: Query;
  readonly answer: v.GenericSchema;
  readonly run: (operator: Operator, request: RouteRequest<v.InferOutput<Query>>) => Promise<unknown>;
}

interface PostSpec<Body extends v.GenericSchema> {
  readonly path: string;
  readonly summary: string;
  /** False where it only counts, and is POST for the size of its question. Default true. */
  readonly changes?: false;
  readonly body: Body;
  readonly answer: v.GenericSchema;
  readonly run: (operator: Operator, request: RouteRequest<unknown, v.InferOutput<Body>>) => Promise<unknown>;
}

/** A path that only looks. */
export function get<Query extends v.GenericSchema>(spec: GetSpec<Query>): Route {
  // safe: `app.ts` runs a route only with what its own schemas have let through
  return { method: "get", changes: false, ...spec, run: spec.run as Route["run"] };
}

/** A path that changes something. It takes no query. */
export function post<Body extends v.GenericSchema>(spec: PostSpec<Body>): Route {
  return { method: "post", changes: true, query: noQuery, ...spec, run: spec.run as Route["run"] }; // safe: as above
}
