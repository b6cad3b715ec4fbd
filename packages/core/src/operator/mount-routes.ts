import type { Context, Hono } from "hono";
import { type Actor, auditDetail, audited, type AuditTrail } from "./audit.ts";
import { operatorProblem } from "./operator-problem.ts";
import { readBody, readQuery, tailQuery } from "./operator-request.ts";
import type { Operator } from "./operator.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import { createTail } from "./tail.ts";
import type { Wait } from "./wait.ts";

export interface MountRoutesOptions {
  readonly operator: Operator;
  /** Who asks; a viewer is let through to what changes nothing. */
  readonly actor: (context: Context) => Actor;
  /** Where changes are written down. Absent where an engine keeps none. */
  readonly audit?: AuditTrail;
  /** How a tail waits between two looks. */
  readonly wait: Wait;
}

/** Adds every route of the operator API to an app: what the API itself and the console answer under their own doors. */
export function mountRoutes(app: Hono, options: MountRoutesOptions): void {
  for (const route of routes) {
    if (route.answer === undefined) app.on(route.method, route.path, (context) => tail(context, options));
    else app.on(route.method, route.path, (context) => answer(route, context, options));
  }
}

async function answer(
  route: Route,
  context: Context,
  { operator, actor, audit }: MountRoutesOptions,
): Promise<Response> {
  const { req } = context;
  const { name: who, role } = actor(context);
  if (route.changes && role !== "operator") return operatorProblem("role_insufficient");
  const query = readQuery(route.query, parameters(req.url));
  let body: unknown;
  if (route.body !== undefined) {
    if (!isJson(req.header("content-type"))) return operatorProblem("media_type_unsupported");
    body = readBody(route.body, await req.text());
  }
  const id = req.param("id") ?? "";
  const run = (): Promise<unknown> => route.run(operator, { id, query, body });
  const detail = auditDetail(body);
  const action = {
    who,
    role,
    action: actionName(route.path),
    ...(id !== "" && { target: id }),
    ...(detail !== "" && { detail }),
  };
  const value = await (route.changes && audit !== undefined ? audited(audit, action, run) : run());
  return value === undefined ? operatorProblem("not_found") : Response.json(value);
}

function tail({ req }: Context, { operator, wait }: MountRoutesOptions): Response {
  const query = parameters(req.url);
  // What a browser's EventSource sends when it connects again.
  const lastEventId = req.header("last-event-id");
  if (lastEventId !== undefined) query.set("cursor", lastEventId);
  const { cursor } = readQuery(tailQuery, query);
  const format = req.header("accept")?.includes("text/event-stream") === true ? "sse" : "ndjson";
  const type = format === "sse" ? "text/event-stream" : "application/x-ndjson";
  return new Response(createTail({ operator, cursor, format, wait }), { headers: { "content-type": type } });
}

/** `/v1/jobs/:id/pause` as `jobs/pause`. */
function actionName(path: string): string {
  return path
    .split("/")
    .filter((word) => word !== "" && word !== "v1" && !word.startsWith(":"))
    .join("/");
}

function parameters(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

// A form of another site can send text/plain and form data without asking; it cannot send this.
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(?:;|$)/i.test(contentType);
}
