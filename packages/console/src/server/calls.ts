import type { Operator, Router } from "@hookyard/core";
import { type Actor, audited, type AuditTrail } from "@hookyard/core/operator/audit";
import { explainPath, maxExplainBytes } from "@hookyard/core/operator/consumer-routes";
import { touchesSensitive } from "@hookyard/core/operator/mask";
import { mountRoutes } from "@hookyard/core/operator/mount-routes";
import { thrownProblem } from "@hookyard/core/operator/operator-problem";
import type { Wait } from "@hookyard/core/operator/wait";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Access } from "./access.ts";
import { requireOwnPage } from "./guard.ts";
import { maskedOperator } from "./masked-operator.ts";
import { fieldsOf } from "./pattern-fields.ts";
import { problem } from "./problem.ts";
import { createSessions } from "./sessions.ts";
import type { Trends } from "./trends.ts";

export interface CallsOptions {
  readonly operator: Operator;
  readonly audit: AuditTrail;
  readonly router: Pick<Router, "sources">;
  readonly access: Access;
  readonly trends: Trends;
  readonly wait: Wait;
  readonly onError: (error: unknown) => void;
}

const maxBodyBytes = 64 * 1024;

/** Everything that the page asks for, under `/console/api`. */
export function createCalls({ operator, audit, router, access, trends, wait, onError }: CallsOptions): Hono {
  const sensitiveOf = (source: string): readonly string[] => router.sources[source]?.sensitive ?? [];
  const everySensitive = [...new Set(Object.keys(router.sources).flatMap(sensitiveOf))];
  const sessions = createSessions(access, audit);
  const actor = (context: Context): Actor => sessions.required(context);

  const app = new Hono();
  app.use(requireOwnPage());
  const limit = (maxSize: number) =>
    bodyLimit({ maxSize, onError: () => problem("request_invalid", "The body is too large.") });
  const [usual, large] = [limit(maxBodyBytes), limit(maxExplainBytes)];
  app.use((context, next) => (context.req.path.endsWith(explainPath) ? large : usual)(context, next));
  sessions.addRoutes(app);
  app.use(sessions.require());
  app.use(refuseSensitiveSearch(everySensitive));
  app.get("/trends", async ({ req }) => {
    const after = Number(req.query("after") ?? "0");
    return Number.isFinite(after)
      ? Response.json(await trends.since(after))
      : problem("request_invalid", "`after` must be milliseconds since 1970.");
  });
  app.post("/events/:id/reveal", async (context) => {
    const id = context.req.param("id");
    const { name: who, role } = actor(context);
    const detail = await audited(audit, { who, role, action: "events/reveal", target: id }, () =>
      operator.event(id),
    );
    return detail === undefined ? problem("not_found") : Response.json(detail);
  });
  mountRoutes(app, { operator: maskedOperator(operator, sensitiveOf), actor, audit, wait });
  app.all("*", () => problem("not_found"));
  app.onError((error) => {
    const response = thrownProblem(error);
    if (response.status >= 500) onError(error);
    return response;
  });
  return app;
}

/** Refuses a pattern over a sensitive field: with enough of them, its value could be found out without a reveal. */
function refuseSensitiveSearch(sensitive: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    if (sensitive.length === 0) return next();
    const where = context.req.query("where");
    const body = context.req.method === "POST" ? await context.req.text() : "";
    const fields = [...fieldsOf(where ?? ""), ...fieldsOf(body, "where")];
    const field = fields.find((each) => touchesSensitive(each, sensitive));
    return field === undefined ? next() : problem("field_sensitive", `\`${field}\` is sensitive.`);
  };
}
