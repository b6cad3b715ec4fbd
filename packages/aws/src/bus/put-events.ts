import type { PutEventsRequestEntry, PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import { batchesOf } from "./batches.ts";
import { eachConcurrently } from "./each-concurrently.ts";
import { entryBytes, maxRequestBytes, maxRequestEntries } from "./bus-entry.ts";
import type { PutEventsCall } from "./put-events-call.ts";
import { concernsContent, errorCodeOf, isWorthRetrying } from "./service-error.ts";
import { type Clockwork, waitToRetry, within } from "./time-budget.ts";

export interface PutEventsOptions extends Clockwork {
  readonly call: PutEventsCall;
  /** Told of each call that did not take all: with what codes, and how many entries are tried again. */
  readonly onRetry?: (retry: { readonly entries: number; readonly codes: readonly string[] }) => void;
}

/** What became of an entry: on the bus, or not, and with which code it was refused last. */
export type PutResult = { readonly status: "put" } | { readonly status: "failed"; readonly code: string };

/** One result an entry, in order. Never rejects. `deadline`: when it gives up; milliseconds since 1970. */
export type PutEvents = (
  entries: readonly PutEventsRequestEntry[],
  deadline: number,
) => Promise<readonly PutResult[]>;

/** Calls at once. */
const maxConcurrentCalls = 4;

interface Pending {
  readonly index: number;
  readonly entry: PutEventsRequestEntry;
  /** It was in a request that was refused for its content: it goes alone from now on. */
  readonly isAlone: boolean;
}

/**
 * Puts entries on the bus: ten a call and 1 MB, every answer read entry by entry, and each entry that failed tried again
 * by itself with full jitter until the deadline.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function createPutEvents({ call, onRetry, ...clockwork }: PutEventsOptions): PutEvents {
  const ask = async (
    batch: readonly Pending[],
    deadline: number,
  ): Promise<readonly (string | undefined)[]> => {
    try {
      const answers = await within(
        Math.max(1, deadline - clockwork.now()),
        call(batch.map(({ entry }) => entry)),
      );
      return batch.map((_, index) => failureOf(answers[index]));
    } catch (error) {
      return batch.map(() => errorCodeOf(error));
    }
  };

  return async (entries, deadline) => {
    const results: PutResult[] = entries.map(() => ({ status: "failed", code: "not_tried" }));
    let pending: readonly Pending[] = entries.map((entry, index) => ({ index, entry, isAlone: false }));
    for (let tries = 1; ; tries++) {
      const again: Pending[] = [];
      const codes = new Set<string>();
      await eachConcurrently(requestsOf(pending), maxConcurrentCalls, async (batch) => {
        const failures = await ask(batch, deadline);
        for (const [position, one] of batch.entries()) {
          const code = failures[position];
          results[one.index] = code === undefined ? { status: "put" } : { status: "failed", code };
          if (code === undefined) continue;
          codes.add(code);
          const isSplit = batch.length > 1 && concernsContent(code);
          if (isSplit || isWorthRetrying(code)) again.push({ ...one, isAlone: one.isAlone || isSplit });
        }
      });
      if (again.length === 0) return results;
      onRetry?.({ entries: again.length, codes: [...codes] });
      if (!(await waitToRetry(tries, deadline, clockwork))) return results;
      pending = again;
    }
  };
}

/** An entry without an id was not taken, whatever else the answer says: only the id is the promise. */
function failureOf(answer: PutEventsResultEntry | undefined): string | undefined {
  if (answer?.ErrorCode !== undefined) return answer.ErrorCode;
  return answer?.EventId === undefined ? "no_answer" : undefined;
}

function requestsOf(pending: readonly Pending[]): readonly (readonly Pending[])[] {
  const together = pending.filter(({ isAlone }) => !isAlone);
  const limits = { maxEntries: maxRequestEntries, maxBytes: maxRequestBytes };
  return [
    ...batchesOf(together, ({ entry }) => entryBytes(entry), limits),
    ...pending.filter(({ isAlone }) => isAlone).map((one) => [one]),
  ];
}
