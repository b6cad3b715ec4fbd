import type { RefusedRequest } from "@hookyard/aws/refused/refused-store";
import type { Router } from "@hookyard/core";
import type { RefusedToKeep } from "./ingest-observer.ts";

export interface RefusedKeeperOptions {
  readonly router: Router;
  readonly secrets: (source: string) => readonly string[];
  /** Answers `undefined` when too many of this source came in this minute. */
  readonly keep: (request: RefusedRequest) => Promise<string | undefined>;
  readonly now: () => Date;
}

/**
 * Keeps refused requests for the operator, with the headers that verifying them again needs and no other. The store
 * bounds how many are kept; once it has said that a minute is full, it is not asked again in that minute, so that a flood
 * of bad requests costs no call.
 */
export function createRefusedKeeper({
  router,
  secrets,
  keep,
  now,
}: RefusedKeeperOptions): (refused: RefusedToKeep) => Promise<void> {
  const fullMinutes = new Map<string, string>(); // of the router's sources only
  return async ({ source: name, code, reason, detail, request }) => {
    const source = Object.hasOwn(router.sources, name) ? router.sources[name] : undefined;
    if (source === undefined) return;
    const receivedtime = now().toISOString();
    const minute = receivedtime.slice(0, "2026-11-21T00:00".length);
    if (fullMinutes.get(name) === minute) return;
    const { neededHeaders } = await import("@hookyard/core/forensics/needed-headers");
    const id = await keep({
      source: name,
      code,
      reason,
      ...(detail !== undefined && { detail }),
      receivedtime,
      method: request.method,
      url: request.url,
      headers: await neededHeaders(source.provider, request, secrets(name)),
      body: request.body,
    });
    if (id === undefined) fullMinutes.set(name, minute);
  };
}
