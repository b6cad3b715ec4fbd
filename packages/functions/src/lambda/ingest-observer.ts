import type { IngestObserver, WebhookRequest } from "@hookyard/core";
import { metric, olderSecretMetric } from "../metrics.ts";
import type { ColdStart } from "./cold-start.ts";
import type { Telemetry } from "./telemetry.ts";

/** Requests to names that are no source are counted together: their names are the senders' to choose. */
const unknownSource = "(unknown)";

/** What may be accepted yet, when the operator or the provider has put something right. */
const worthKeeping: ReadonlySet<string> = new Set(["signature_invalid", "body_malformed"]);

/** A request that was refused for what it is, on its way to be kept. */
export interface RefusedToKeep {
  readonly source: string;
  readonly code: string;
  readonly reason: string;
  readonly detail?: string;
  readonly request: WebhookRequest;
}

export interface IngestObserverOptions {
  readonly sources: readonly string[];
  readonly telemetry: Pick<Telemetry, "log" | "count">;
  /** Seconds within which each source's provider wants its answer, where it says. */
  readonly deadlines?: ReadonlyMap<string, number | undefined>;
  /** Default: no request waited for a start. */
  readonly coldStart?: ColdStart;
  /** Keeps a refused request, or does not: how many are kept is bounded there. Must not throw. */
  readonly keep: (refused: RefusedToKeep) => void;
}

/** Watches the door: one line for each request, which is also its count, and one for how long it took. */
export function createIngestObserver({
  sources,
  telemetry,
  deadlines,
  coldStart,
  keep,
}: IngestObserverOptions): IngestObserver {
  const known = new Set(sources);
  const nameOf = (source: string): string => (known.has(source) ? source : unknownSource);
  return {
    answered({ source, milliseconds, isRetry }) {
      const cold = coldStart?.();
      const waited = Math.max(milliseconds, cold ?? 0);
      const deadline = deadlines?.get(source);
      telemetry.count(
        {
          [metric.answerMilliseconds]: Math.round(waited * 10) / 10,
          ...(cold !== undefined && { [metric.coldStarts]: 1 }),
          ...(isRetry && { [metric.sentAgain]: 1 }),
          ...(deadline !== undefined && waited > deadline * 1000 && { [metric.answeredLate]: 1 }),
        },
        { source },
        {},
      );
    },
    handshake: (source) => telemetry.log("info", "answered the provider's question", { source }),
    refused({ source, code, reason, detail }, request) {
      const counted = code === "not_stored" ? metric.notStored : metric.refused;
      telemetry.count({ [counted]: 1 }, { source: nameOf(source) }, { code, reason, detail });
      if (request === undefined || !known.has(source) || !worthKeeping.has(code)) return;
      keep({ source, code, reason, ...(detail !== undefined && { detail }), request });
    },
    published({ source, entries, results, secretIndex }) {
      const older = olderSecretMetric(secretIndex);
      const verified = older === undefined ? {} : { [older]: 1 };
      entries.forEach(({ event: { id, type }, mismatch, consumers }, index) => {
        const result = results[index];
        const fields = { id, type, secret: secretIndex, consumers: consumers.length };
        if (mismatch !== undefined) {
          const [issue] = mismatch.issues;
          const what = `does not fit ${mismatch.type} (${issue?.path} ${issue?.message}): passed through`;
          telemetry.log("warn", what, { source, id, type });
        }
        switch (result?.status) {
          case "accepted":
            return telemetry.count({ [metric.accepted]: 1, ...verified }, { source }, fields);
          case "duplicate":
            return telemetry.count(
              { [metric.duplicates]: 1, ...(result.conflict && { [metric.conflicts]: 1 }), ...verified },
              { source },
              fields,
            );
          case "refused":
          case undefined:
            return telemetry.count(
              { [metric.notStored]: 1 },
              { source },
              { ...fields, reason: result?.reason ?? "no result" },
            );
        }
      });
    },
    failed(source, error) {
      const name = nameOf(source);
      telemetry.count({ [metric.failed]: 1 }, { source: name }, {});
      const message = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
      telemetry.log("error", `a request failed here: ${message}`, { source: name });
    },
  };
}
