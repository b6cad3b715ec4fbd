import type { BusEntry, IngestObserver, PublishResult } from "@hookyard/core";
import { type Acknowledgements, createAcknowledgements } from "@hookyard/core/ingest/acknowledgements";
import type { DoorCounts } from "../database/observations.ts";
import type { Log } from "../log.ts";
import type { Keeper, KeptRefusal } from "../refused/keeper.ts";

/** Watches the door: a line for each request, and counts that are kept. */
export interface Door {
  /** How soon a source's requests were answered since the start. */
  readonly acknowledgements: Acknowledgements;
  readonly observer: IngestObserver;
  /** Writes the counts of the last second. */
  flush(): void;
  stop(): void;
}

export interface DoorOptions {
  readonly sources: readonly string[];
  /** Seconds within which a source's provider wants its answer, where it says. */
  readonly deadlines?: ReadonlyMap<string, number | undefined>;
  readonly log: Log;
  /** Whether accepted events are logged one by one. */
  readonly logsAccepted: boolean;
  readonly save: (counts: DoorCounts) => void;
  /** Has refused requests explained and kept. */
  readonly keeper: Pick<Keeper, "offer">;
  readonly now: () => Date;
}

/** Counts are written this often: a kill loses so much of them at most, and of nothing else. */
const flushMilliseconds = 1_000;
/** Requests to names that are no source are counted together: their names are the senders' to choose. */
const unknownSource = "(unknown)";
/** Lines about refusals in one second; the rest is only counted. */
const maxRefusalLines = 50;

export function createDoor({
  sources,
  deadlines = new Map(),
  log,
  logsAccepted,
  save,
  keeper,
  now,
}: DoorOptions): Door {
  const known = new Set(sources);
  const refusals = new Map<string, { source: string; reason: string; count: number; last: number }>();
  const verified = new Map<string, { source: string; secret: number; count: number }>();
  const acknowledgements = createAcknowledgements(deadlines);
  let refusalLines = 0;

  const flush = (): void => {
    if (refusalLines > maxRefusalLines) {
      write(
        "warn",
        "refused",
        `${refusalLines - maxRefusalLines} more requests were refused in the last second`,
        {},
      );
    }
    refusalLines = 0;
    if (refusals.size === 0 && verified.size === 0) return;
    save({ refusals: [...refusals.values()], verified: [...verified.values()] });
    refusals.clear();
    verified.clear();
  };
  const write = (
    level: "info" | "warn" | "error",
    event: Parameters<Log>[0]["event"],
    message: string,
    fields: Parameters<Log>[0]["fields"],
  ): void => log({ time: now().toISOString(), level, event, message, fields });

  const tellPublished = (
    source: string,
    { event: { id, type }, mismatch, consumers }: BusEntry,
    result: PublishResult | undefined,
  ): void => {
    if (!logsAccepted && mismatch === undefined && result?.status === "accepted") return; // nearly all
    const fields = { source, id, type };
    if (mismatch !== undefined) {
      const [issue] = mismatch.issues;
      write(
        "warn",
        "accepted",
        `does not fit ${mismatch.type} (${issue?.path} ${issue?.message}): passed through`,
        fields,
      );
    }
    if (result?.status === "refused")
      write("warn", "refused", "not stored; the sender will try again", {
        ...fields,
        reason: result.reason,
      });
    else if (result?.status === "duplicate" && result.conflict)
      write("warn", "conflict", "the same id came with another body: both are kept", fields);
    else if (!logsAccepted) return;
    else if (result?.status === "duplicate") write("info", "duplicate", "known already", fields);
    else
      write("info", "accepted", consumers.length === 0 ? "no consumer wants it" : "", {
        ...fields,
        consumers: consumers.join(", "),
      });
  };

  const timer = setInterval(flush, flushMilliseconds);
  timer.unref();

  return {
    flush,
    stop: () => clearInterval(timer),
    acknowledgements,
    observer: {
      answered: ({ source, ...answered }) => acknowledgements.add(source, answered),
      handshake(source) {
        write("info", "handshake", "answered the provider's question", { source });
      },
      refused({ source: name, code, reason, detail }, request) {
        const source = known.has(name) ? name : unknownSource;
        const key = `${source} ${reason}`;
        const counted = refusals.get(key);
        const last = now().getTime();
        if (counted === undefined) refusals.set(key, { source, reason, count: 1, last });
        else {
          counted.count += 1;
          counted.last = last;
        }
        refusalLines += 1;
        if (refusalLines > maxRefusalLines) return;
        const tell = (kept?: KeptRefusal): void => {
          const { explanation, id } = kept ?? {};
          write("warn", "refused", explain(reason, explanation?.message ?? detail), {
            source,
            code,
            reason,
            ...(explanation !== undefined && { explanation: explanation.code }),
            ...(id !== undefined && { refused: id }),
          });
        };
        // One line for each: where it is looked into, the line waits for what is found.
        const offered = { source, code, reason, receivedAt: last, ...(detail !== undefined && { detail }) };
        const isWorthIt = known.has(name) && worthKeeping.has(code);
        if (request === undefined || !isWorthIt || !keeper.offer({ ...offered, request }, tell)) tell();
      },
      published({ source, entries, results, secretIndex }) {
        if (secretIndex !== undefined) {
          const key = `${source} ${secretIndex}`;
          const counted = verified.get(key);
          if (counted === undefined) verified.set(key, { source, secret: secretIndex, count: 1 });
          else counted.count += 1;
        }
        entries.forEach((entry, index) => tellPublished(source, entry, results[index]));
      },
      failed(source, error) {
        const message = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
        write("error", "engine", `a request failed here: ${message}`, {
          source: known.has(source) ? source : unknownSource,
        });
      },
    },
  };
}

/** What may be accepted yet, when the operator or the provider has put something right. */
const worthKeeping: ReadonlySet<string> = new Set(["signature_invalid", "body_malformed"]);

function explain(reason: string, detail: string | undefined): string {
  const words = reason.replaceAll("_", " ");
  return detail === undefined ? words : `${words}: ${detail}`;
}
