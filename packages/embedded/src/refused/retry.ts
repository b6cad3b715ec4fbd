import type { Bus, IngestObserver, RefusedRetry } from "@hookyard/core";
import type { StoredRefusedRequest } from "../database/refused-requests.ts";
import type { Examination } from "./examination.ts";

export interface RetryOptions {
  readonly examination: Examination;
  readonly bus: Bus;
  readonly find: (id: string) => Promise<StoredRefusedRequest | undefined>;
  readonly discard: (ids: readonly string[]) => Promise<unknown>;
  /** Told of what was accepted, as the door is. */
  readonly published?: IngestObserver["published"];
}

/**
 * Verifies kept requests again, one after the other, and publishes those that pass. Each is forgotten only when its
 * events are durable: what stops half-way is tried again, and recognised.
 */
export async function retryRefused(
  ids: readonly string[],
  options: RetryOptions,
): Promise<readonly RefusedRetry[]> {
  const answers: RefusedRetry[] = [];
  for (const id of ids) answers.push(await retryOne(id, options));
  return answers;
}

async function retryOne(id: string, options: RetryOptions): Promise<RefusedRetry> {
  const { examination, bus, find, discard, published } = options;
  const stored = await find(id);
  if (stored === undefined) return { id, status: "not_found", events: [] };
  const { request } = stored;
  if (request === undefined) return { id, status: "not_whole", events: [] };
  const result = await examination.verifyAgain(request);
  switch (result.kind) {
    case "handshake":
      await discard([id]);
      return { id, status: "handshake", events: [] };
    case "refused": {
      const { refusal } = result;
      const detail = "detail" in refusal ? { detail: refusal.detail } : {};
      const { code, reason } = refusal;
      const { explanation } = await examination.explain(request, { code, reason, ...detail });
      return { id, status: "refused", events: [], reason, explanation };
    }
    case "events": {
      const { entries, secretIndex } = result;
      const results = entries.length === 0 ? [] : await bus.publish(entries);
      const events = entries.map(({ event }) => event.id);
      const refusal = results.find(({ status }) => status === "refused");
      if (refusal?.status === "refused")
        return { id, status: "not_stored", events: [], reason: refusal.reason };
      published?.({ source: request.source, entries, results, secretIndex });
      await discard([id]);
      const isNew = results.length === 0 || results.some(({ status }) => status === "accepted");
      return { id, status: isNew ? "accepted" : "duplicate", events };
    }
  }
}
