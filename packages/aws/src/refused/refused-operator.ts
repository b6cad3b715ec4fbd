import { explainRefusal } from "@hookyard/core/forensics/explain-refusal";
import { createIntake } from "@hookyard/core/ingest/intake";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import type {
  Page,
  PageRequest,
  RefusedDetail,
  RefusedExplanation,
  RefusedFilter,
  RefusedRetry,
  RefusedSummary,
  SourceReport,
} from "@hookyard/core/operator/operator";
import type { Bus } from "@hookyard/core/port/bus";
import type { Router } from "@hookyard/core/router/router";
import type { KeptRequest, RefusedStore } from "./refused-store.ts";

/** The part of an operator that is about refused requests. */
export interface RefusedOperator {
  list(filter: RefusedFilter, page: PageRequest): Promise<Page<RefusedSummary>>;
  show(id: string): Promise<RefusedDetail | undefined>;
  retry(ids: readonly string[]): Promise<readonly RefusedRetry[]>;
  discard(ids: readonly string[]): Promise<readonly string[]>;
  /** What is kept, by source and reason, with what explains the newest. */
  countsBySource(): Promise<ReadonlyMap<string, SourceReport["refused"]>>;
}

export interface RefusedOperatorOptions {
  readonly store: RefusedStore;
  /** Of the stage. */
  readonly sources: readonly string[];
  /** Explains and verifies again; absent where there is no repository at hand. */
  readonly router?: Router;
  readonly secrets: (source: string) => readonly string[];
  readonly bus: Bus;
}

/**
 * Refused requests are explained when somebody looks: the function at the door has neither the time nor the code for
 * it.
 */
export function createRefusedOperator(options: RefusedOperatorOptions): RefusedOperator {
  const { store } = options;

  const fitting = async (filter: RefusedFilter): Promise<readonly KeptRequest[]> => {
    const names = options.sources.filter((source) => (filter.source ?? source) === source);
    const kept = (await Promise.all(names.map((source) => store.ofSource(source)))).flat();
    return kept
      .filter(
        ({ id, reason, receivedtime }) =>
          (filter.ids === undefined || filter.ids.includes(id)) &&
          (filter.reason === undefined || filter.reason === reason) &&
          (filter.since === undefined || Date.parse(receivedtime) >= Date.parse(filter.since)) &&
          (filter.until === undefined || Date.parse(receivedtime) < Date.parse(filter.until)),
      )
      .sort((one, other) => (orderOf(one) < orderOf(other) ? 1 : -1));
  };

  const explain = async (kept: KeptRequest): Promise<RefusedExplanation> => {
    const source = options.router?.sources[kept.source];
    if (source === undefined || options.router === undefined)
      return unexplained("the source's definition is not at hand");
    if (kept.code !== "signature_invalid") {
      const message = kept.detail ?? "the signature is right, and the body is not what the provider sends";
      return { code: "body_malformed", message, evidence: "request" };
    }
    const body = kept.whole ? await store.body(kept.id) : undefined;
    if (body === undefined) return unexplained("it was too large to be kept whole");
    const otherSources = Object.values(options.router.sources)
      .filter(({ name }) => name !== kept.source)
      .map(({ name, provider, settings }) => ({
        source: name,
        provider,
        settings,
        secrets: options.secrets(name),
      }));
    return explainRefusal({
      provider: source.provider,
      request: { method: kept.method, url: kept.url, headers: kept.headers, body },
      secrets: options.secrets(kept.source),
      otherSources,
      now: new Date(kept.receivedtime),
      settings: source.settings,
      toleranceSeconds: source.toleranceSeconds,
    });
  };

  const summary = async (kept: KeptRequest): Promise<RefusedSummary> => {
    const { id, source, receivedtime, code, reason, bytes, whole } = kept;
    return { id, source, receivedtime, code, reason, explanation: await explain(kept), bytes, whole };
  };

  const retryOne = async (id: string): Promise<RefusedRetry> => {
    const kept = await store.get(id);
    if (kept === undefined) return { id, status: "not_found", events: [] };
    const body = kept.whole ? await store.body(id) : undefined;
    if (body === undefined) return { id, status: "not_whole", events: [] };
    if (options.router === undefined) throw routerMissing();
    const received = new Date(kept.receivedtime);
    const intake = createIntake({
      router: options.router,
      secrets: options.secrets,
      now: () => received,
      fetch,
      recordsRequests: true,
    });
    const result = await intake(kept.source, {
      method: kept.method,
      url: kept.url,
      headers: kept.headers,
      body,
    });
    switch (result.kind) {
      case "handshake":
        await store.discard([id]);
        return { id, status: "handshake", events: [] };
      case "refused":
        return {
          id,
          status: "refused",
          events: [],
          reason: result.refusal.reason,
          explanation: await explain(kept),
        };
      case "events": {
        const { entries } = result;
        const results = entries.length === 0 ? [] : await options.bus.publish(entries);
        const events = entries.map(({ event }) => event.id);
        const refusal = results.find(({ status }) => status === "refused");
        if (refusal?.status === "refused")
          return { id, status: "not_stored", events: [], reason: refusal.reason };
        await store.discard([id]); // its events are durable: should we end before this, they are recognised
        const isNew = results.length === 0 || results.some(({ status }) => status === "accepted");
        return { id, status: isNew ? "accepted" : "duplicate", events };
      }
    }
  };

  return {
    async list(filter, { limit, cursor }) {
      const rows: RefusedSummary[] = [];
      let isMore = false;
      let last: KeptRequest | undefined;
      for (const kept of await fitting(filter)) {
        if (cursor !== undefined && orderOf(kept) >= cursor) continue;
        if (rows.length === limit) {
          isMore = true;
          break;
        }
        const row = await summary(kept);
        if (filter.explanation !== undefined && filter.explanation !== row.explanation.code) continue;
        rows.push(row);
        last = kept;
      }
      return { rows, ...(isMore && last !== undefined && { next: orderOf(last) }) };
    },
    async show(id) {
      const kept = await store.get(id);
      if (kept === undefined) return undefined;
      const { method, url, headers } = kept;
      return {
        ...(await summary(kept)),
        method,
        path: URL.canParse(url) ? new URL(url).pathname : "",
        headers: [...new Set(headers.map(([name]) => name))],
      };
    },
    async retry(ids) {
      const answers: RefusedRetry[] = [];
      for (const id of ids) answers.push(await retryOne(id));
      return answers;
    },
    discard: (ids) => store.discard(ids),
    async countsBySource() {
      const counted = await Promise.all(
        options.sources.map(async (source) => {
          const byReason = Map.groupBy(await store.ofSource(source), ({ reason }) => reason);
          const counts = await Promise.all(
            [...byReason].map(async ([reason, kept]) => {
              const [newest] = kept;
              return {
                reason,
                count: kept.length,
                lastTime: newest?.receivedtime ?? "",
                ...(newest !== undefined && { explanation: await explain(newest) }),
              };
            }),
          );
          return [source, counts.sort((one, other) => other.count - one.count)] as const;
        }),
      );
      return new Map(counted);
    },
  };
}

/** Newest first, and one after the other where several came in one millisecond. */
function orderOf({ receivedtime, id }: KeptRequest): string {
  return `${receivedtime}#${id}`;
}

function unexplained(message: string): RefusedExplanation {
  return { code: "unexplained", message, evidence: "none" };
}

function routerMissing(): OperatorError {
  return new OperatorError(
    "router_missing",
    "there is no router at hand to verify with. Run this in the repository that the stage is deployed from",
  );
}
