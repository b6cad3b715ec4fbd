import type { JsonObject } from "@hookyard/core/event";
import { answerJson, serviceError } from "./json-answers.ts";
import { createEventBridgeReplays, type EventBridgeReplays } from "./event-bridge-replays.ts";
import { compilePattern, matches } from "@hookyard/core/pattern/index";

export { serviceError };

/** A rule of the bus, as it is deployed. */
export interface Rule {
  /** On the whole envelope: `{ source, detail }`. */
  readonly pattern: JsonObject;
  /** Puts the envelope on the target's queue. */
  readonly deliver: (envelope: string) => Promise<void>;
}

export interface PutEntry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Time?: number;
  readonly TraceHeader?: string;
}

/** What a request is answered instead of being carried out; `undefined`: it is carried out. */
export type Fault = (entries: readonly PutEntry[]) => Response | undefined | Promise<Response | undefined>;

export interface EventBridgeService {
  /** Answers one HTTP request as EventBridge does. Knows `PutEvents`, and archives and replays. */
  readonly handle: (request: Request) => Promise<Response>;
  readonly rules: Map<string, Rule>;
  /** What the next requests are answered, one each. */
  readonly faults: Fault[];
  /** The entries of each request so far, refused ones too. */
  readonly requests: (readonly PutEntry[])[];
  /** The entries that were taken. */
  readonly taken: PutEntry[];
  readonly archive: EventBridgeReplays;
}

const maxEntries = 10;
const maxBytes = 1_048_576;

/**
 * A stand-in for EventBridge at the wire, for what no independent part offers: it checks entries as the service documents,
 * evaluates its rules with our own patterns (which are tested against AWS's verdicts), and puts the envelope on queues.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function createEventBridgeService(buses: readonly string[]): EventBridgeService {
  const rules: EventBridgeService["rules"] = new Map();
  const service: EventBridgeService = {
    rules,
    archive: createEventBridgeReplays(rules, buses[0] ?? "default"),
    faults: [],
    requests: [],
    taken: [],
    async handle(request) {
      const body = (await request.json()) as { readonly Entries?: readonly PutEntry[] }; // safe: the client's own serialiser
      const operation = (request.headers.get("x-amz-target") ?? "").replace("AWSEvents.", "");
      const replayed = await service.archive.handle(operation, { ...body });
      if (replayed !== undefined) return replayed;
      const entries = body.Entries ?? [];
      service.requests.push(entries);
      const answer = await service.faults.shift()?.(entries);
      if (answer !== undefined) return answer;
      if (entries.length === 0 || entries.length > maxEntries)
        return serviceError("ValidationException", "1 validation error detected");
      if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > maxBytes)
        return serviceError(
          "ValidationException",
          "Total size of the entries in the request is over the limit.",
        );
      return putEventsAnswer(await Promise.all(entries.map((entry) => take(service, buses, entry))));
    },
  };
  return service;
}

interface PutAnswer {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

/** The answer to `PutEvents`, one result an entry. */
export function putEventsAnswer(results: readonly PutAnswer[]): Response {
  const FailedEntryCount = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
  return answerJson({ FailedEntryCount, Entries: results });
}

async function take(
  service: EventBridgeService,
  buses: readonly string[],
  entry: PutEntry,
): Promise<PutAnswer> {
  const { EventBusName = "default", Source = "", DetailType = "", Detail = "" } = entry;
  const problem = problemOf(entry);
  if (problem !== undefined) return problem;
  const EventId = crypto.randomUUID();
  service.taken.push(entry);
  if (!buses.includes(EventBusName)) return { EventId }; // as the service does: taken, and gone
  const head = JSON.stringify({
    version: "0",
    id: EventId,
    "detail-type": DetailType,
    source: Source,
    account: "123456789012",
    time: new Date((entry.Time ?? 0) * 1000).toISOString().replace(/\.\d{3}Z$/, "Z"),
    region: "us-east-1",
    resources: [],
  });
  const envelope = `${head.slice(0, -1)},"detail":${Detail}}`;
  const event = JSON.parse(envelope);
  const { archive } = service;
  archive.archived.push({ envelope, time: (entry.Time ?? 0) * 1000, putTime: archive.now() });
  for (const { pattern, deliver } of service.rules.values()) {
    if (matches(compilePattern(pattern), event)) await deliver(envelope);
  }
  return { EventId };
}

function problemOf({ Source = "", DetailType = "", Detail = "" }: PutEntry): PutAnswer | undefined {
  if (Source === "") return { ErrorCode: "InvalidArgument", ErrorMessage: "Parameter Source is not valid." };
  if (Source.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  if (DetailType === "" || Buffer.byteLength(DetailType) > 128)
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Parameter DetailType is not valid." };
  try {
    const detail: unknown = JSON.parse(Detail);
    if (typeof detail === "object" && detail !== null && !Array.isArray(detail)) return undefined;
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

function bytesOf({ Source = "", DetailType = "", Detail = "" }: PutEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
