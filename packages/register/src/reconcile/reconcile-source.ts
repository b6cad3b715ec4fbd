import { ConfigError, type Router } from "@hookyard/core";
import type { ApiWorld } from "../api/api-client.ts";
import { findSourceClient, openClient } from "../registration/open-registration.ts";
import { openLog } from "./open-log.ts";
import { runScheduled, type ScheduledReport, type ScheduledRunOptions } from "./scheduled-run.ts";

export interface ReconcileSourceOptions
  extends Pick<ScheduledRunOptions, "accepted" | "backfill" | "progress"> {
  readonly router: Router;
  /** A source of the router that has a schedule. */
  readonly source: string;
  readonly apiKey: string;
  /** The endpoint that was registered for it. */
  readonly registered: { readonly id: string } | undefined;
  /** Its signal ends calls of the provider's API; `stop` ends the run between two pages. */
  readonly world: ApiWorld;
  readonly stop: AbortSignal;
}

/**
 * What the line `reconcile` of a source asks for, once: see {@link runScheduled}. Throws `ConfigError` where the source
 * has no schedule, its provider no list, or a setting or the key is missing.
 */
export async function reconcileSource(options: ReconcileSourceOptions): Promise<ScheduledReport> {
  const { router, world } = options;
  const { source, client, types } = findSourceClient(router, options.source, { all: false });
  const plan = source.reconcile;
  if (plan === undefined) {
    throw new ConfigError(
      `the source "${source.name}" has no schedule: write source(…, { reconcile: { every: "1 hour" } }) into the router, and deploy`,
    );
  }
  const opened =
    client === undefined
      ? undefined
      : await openLog({
          client,
          opened: openClient({ source, client }, options.apiKey, world),
          registered: options.registered,
          types,
          all: false,
        });
  if (opened === undefined) {
    throw new ConfigError(
      `${source.provider.name} has no list of what it sent: take the line reconcile out of the source "${source.name}"`,
    );
  }
  const { accepted, backfill, progress, stop: signal } = options;
  return runScheduled({ plan, opened, accepted, backfill, progress, now: world.now, signal });
}
