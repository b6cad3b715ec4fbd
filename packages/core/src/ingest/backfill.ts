import { BodyError } from "../body/body-error.ts";
import type { Bus, BusEntry } from "../port/bus.ts";
import type { Router } from "../router/router.ts";
import { createEntries } from "./entries.ts";

/** A webhook that never arrived, as the provider has it on record. */
export interface BackfillRequest {
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body's text. */
  readonly body: string;
}

export interface BackfillResult {
  /** `malformed`: the record is not what the provider sends. `refused`: nothing was kept; try again. */
  readonly status: "accepted" | "duplicate" | "malformed" | "refused";
  /** The events that it became. */
  readonly events: readonly string[];
  readonly reason?: string;
}

/** Brings webhooks in that came another way than by the door. One result a request, in order. */
export type Backfill = (
  source: string,
  requests: readonly BackfillRequest[],
) => Promise<readonly BackfillResult[]>;

export interface BackfillOptions {
  readonly router: Router;
  readonly bus: Bus;
  readonly now: () => Date;
}

/**
 * The webhook's way from split to publish, for what was read from the provider's API: that it is genuine is known from
 * there, so nothing is verified. The events have the ids that the webhooks would have had, and are marked `backfilled`:
 * a late original is a duplicate. Throws `RangeError` for a source that the router does not have.
 */
export function createBackfill({ router, bus, now }: BackfillOptions): Backfill {
  return async (sourceName, requests) => {
    const source = Object.hasOwn(router.sources, sourceName) ? router.sources[sourceName] : undefined;
    if (source === undefined) throw new RangeError(`the router has no source "${sourceName}"`);
    const results: BackfillResult[] = [];
    for (const { headers, body } of requests) {
      const request = {
        method: "POST",
        url: `http://localhost/webhooks/${sourceName}`,
        headers,
        body: Buffer.from(body, "utf8"),
      };
      let entries: readonly BusEntry[];
      try {
        entries = createEntries({ router, source, request, receivedAt: now(), isBackfilled: true });
      } catch (error) {
        if (!(error instanceof BodyError)) throw error;
        results.push({ status: "malformed", events: [], reason: error.message });
        continue;
      }
      results.push(await publish(bus, entries));
    }
    return results;
  };
}

async function publish(bus: Bus, entries: readonly BusEntry[]): Promise<BackfillResult> {
  const events = entries.map(({ event }) => event.id);
  const published = entries.length === 0 ? [] : await bus.publish(entries);
  const refusal = published.find((result) => result.status === "refused");
  if (refusal?.status === "refused") return { status: "refused", events: [], reason: refusal.reason };
  const isNew = published.some(({ status }) => status === "accepted");
  return { status: isNew ? "accepted" : "duplicate", events };
}
