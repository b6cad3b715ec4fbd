import type { Operator, Router } from "@hookyard/core";
import type { AuditTrail } from "@hookyard/core/operator/audit";
import { requireLoopbackHost } from "@hookyard/core/operator/guard";
import { type Wait, waitFor } from "@hookyard/core/operator/wait";
import { Hono } from "hono";
import { type ConsoleKeys, consoleLink, createAccess } from "./access.ts";
import { createCalls } from "./calls.ts";
import { bundlePage, type PageBundle } from "./bundle.ts";
import { createFiles } from "./files.ts";
import { securityHeaders } from "./guard.ts";
import { createTrends } from "./trends.ts";

export interface ConsoleOptions {
  readonly operator: Operator;
  /** Where each action is written down; without one the console may not run. */
  readonly audit: AuditTrail;
  readonly keys: ConsoleKeys;
  /** Says which fields are sensitive. */
  readonly router: Pick<Router, "sources">;
  readonly now: () => Date;
  /** Told of what no call should cause. */
  readonly onError: (error: unknown) => void;
  /** Whether only this machine may ask, by a loopback name. Deployed: false. Default true. */
  readonly isLocal?: boolean;
  /** Where the page is from; default: made from its sources with the first request. */
  readonly bundle?: () => Promise<PageBundle>;
  readonly wait?: Wait;
}

export interface Console {
  /** Answers what is under `/console`. Who calls may be said as `env.caller`, and then stands in the audit trail. */
  readonly fetch: Hono["fetch"];
  /** The address that logs an operator in, to be printed once for who started this; the key stays in the fragment. */
  link(url: string): string;
  stop(): void;
}

/**
 * The web console over an {@link Operator}: its page, and behind a login the operator API's own routes under
 * `/console/api/v1/`, with sensitive fields masked and every change in the audit trail. Nothing changes on a GET.
 *
 * @example createConsole({ operator, audit, keys: consoleKeys(secret), router, now: () => new Date(), onError })
 */
export function createConsole(options: ConsoleOptions): Console {
  const { operator, keys, now, onError, isLocal = true, bundle = bundlePage, wait = waitFor } = options;
  const trends = createTrends({ operator, now: () => now().getTime(), onError });
  const access = createAccess(keys, () => now().getTime());
  const app = new Hono();
  app.use(securityHeaders());
  if (isLocal) app.use(requireLoopbackHost());
  app.route("/console/api", createCalls({ ...options, access, trends, wait }));
  app.get("/console", () => new Response(null, { status: 308, headers: { location: "/console/" } }));
  app.route("/console", createFiles(bundle));
  app.onError((error) => {
    onError(error);
    return new Response("The console could not be made; Hookyard's log says why.\n", { status: 500 });
  });
  return {
    fetch: app.fetch,
    link: (url) => consoleLink(url, keys.operator),
    stop: trends.stop,
  };
}
