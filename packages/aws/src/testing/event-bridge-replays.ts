import type { JsonObject } from "@hookyard/core/event";
import { compilePattern, matches } from "@hookyard/core/pattern/index";
import { answerJson, serviceError } from "./json-answers.ts";

/** One replay of the archive, as the service keeps it. */
export interface WireReplay {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly rules: readonly string[] | undefined;
  state: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  reason?: string;
  /** Minutes before this have been sent. */
  upto: number;
}

/** What was put on the bus, as the archive has it. */
export interface ArchivedEnvelope {
  readonly envelope: string;
  /** Of the envelope; milliseconds since 1970. */
  readonly time: number;
  /** When it was put on the bus: it is in the archive ten minutes later. */
  readonly putTime: number;
}

/** An answer in place of the service's own, to a call of one operation; `undefined`: the service's. */
export type CallFault = (operation: string, input: Readonly<Record<string, unknown>>) => Response | undefined;

interface RuleOfBus {
  readonly pattern: JsonObject;
  readonly deliver: (envelope: string) => Promise<void>;
}

export interface EventBridgeReplays {
  readonly replays: Map<string, WireReplay>;
  readonly archived: ArchivedEnvelope[];
  /** Asked before each call, in turn, until one answers. */
  readonly faults: CallFault[];
  /** The calls so far: `StartReplay job_1.1`. */
  readonly calls: string[];
  /** How many minutes of events a replay has sent further each time that somebody looks. */
  minutesPerLook: number;
  retentionDays: number;
  /** Milliseconds since 1970, by the clock of the test. */
  now: () => number;
  /** `undefined`: no operation of archives and replays. */
  handle(operation: string, input: Readonly<Record<string, unknown>>): Promise<Response | undefined>;
}

const arn = (what: string): string => `arn:aws:events:us-east-1:123456789012:${what}`;
const minute = 60_000;
const delayMilliseconds = 10 * minute;
const mostActive = 10;
const active: readonly WireReplay["state"][] = ["STARTING", "RUNNING", "CANCELLING"];

/**
 * Archives and replays as EventBridge documents them: an event is in the archive ten minutes after it was put, a replay
 * sends minute by minute and in no order within one, at most ten are under way, and each event carries its name.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
 */
export function createEventBridgeReplays(
  rules: ReadonlyMap<string, RuleOfBus>,
  bus: string,
): EventBridgeReplays {
  const service: EventBridgeReplays = {
    replays: new Map(),
    archived: [],
    faults: [],
    calls: [],
    minutesPerLook: 60,
    retentionDays: 0,
    now: Date.now,
    async handle(operation, input) {
      const operate = operations[operation];
      if (operate === undefined) return undefined;
      const { ReplayName } = input;
      service.calls.push(typeof ReplayName === "string" ? `${operation} ${ReplayName}` : operation);
      for (const fault of service.faults) {
        const answer = fault(operation, input);
        if (answer !== undefined) return answer;
      }
      return operate(input);
    },
  };

  const advance = async (replay: WireReplay): Promise<void> => {
    if (replay.state === "STARTING") return void (replay.state = "RUNNING");
    if (replay.state === "CANCELLING") return void (replay.state = "CANCELLED");
    if (replay.state !== "RUNNING") return;
    const upto = Math.min(replay.end, replay.upto + service.minutesPerLook * minute);
    const due = service.archived.filter(
      ({ time, putTime }) =>
        time >= replay.upto && time < upto && putTime + delayMilliseconds <= service.now(),
    );
    replay.upto = upto;
    for (const { envelope } of due.toReversed()) {
      const named = `${envelope.slice(0, -1)},"replay-name":"${replay.name}"}`;
      for (const [name, { pattern, deliver }] of rules) {
        const isMeant = replay.rules?.includes(arn(`rule/${bus}/${bus}-${name}`)) ?? true;
        if (isMeant && matches(compilePattern(pattern), JSON.parse(named))) await deliver(named);
      }
    }
    if (upto === replay.end) replay.state = "COMPLETED";
  };

  const operations: Readonly<
    Record<string, (input: Readonly<Record<string, unknown>>) => Response | Promise<Response>>
  > = {
    DescribeArchive: ({ ArchiveName }) =>
      answerJson({
        ArchiveName,
        ArchiveArn: arn(`archive/${String(ArchiveName)}`),
        EventSourceArn: arn(`event-bus/${bus}`),
        State: "ENABLED",
        RetentionDays: service.retentionDays,
        CreationTime: 0,
      }),
    StartReplay({ ReplayName, EventStartTime, EventEndTime, Destination }) {
      const name = String(ReplayName);
      const { FilterArns } = Destination as { readonly FilterArns?: readonly string[] }; // safe: the client's own serialiser
      const [start, end] = [Number(EventStartTime) * 1000, Number(EventEndTime) * 1000];
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name) || end <= start) {
        return serviceError("ValidationException", "1 validation error detected");
      }
      if (service.replays.has(name)) {
        return serviceError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
      }
      if ([...service.replays.values()].filter(({ state }) => active.includes(state)).length >= mostActive) {
        return serviceError("LimitExceededException", "The requested resource exceeds the maximum number.");
      }
      service.replays.set(name, { name, start, end, rules: FilterArns, state: "STARTING", upto: start });
      return answerJson({ ReplayArn: arn(`replay/${name}`), State: "STARTING" });
    },
    async DescribeReplay({ ReplayName }) {
      const replay = service.replays.get(String(ReplayName));
      if (replay === undefined) return notFound(ReplayName);
      await advance(replay);
      const { state, reason, upto, start } = replay;
      return answerJson({
        ReplayName,
        State: state,
        ...(reason !== undefined && { StateReason: reason }),
        EventSourceArn: arn(`archive/${bus}-archive`),
        ...(upto > start && { EventLastReplayedTime: upto / 1000 - 1 }),
      });
    },
    CancelReplay({ ReplayName }) {
      const replay = service.replays.get(String(ReplayName));
      if (replay === undefined) return notFound(ReplayName);
      if (replay.state !== "STARTING" && replay.state !== "RUNNING") {
        return serviceError("IllegalStatusException", `Replay ${replay.name} is not running.`);
      }
      replay.state = "CANCELLING";
      return answerJson({ State: "CANCELLING" });
    },
  };
  return service;
}

function notFound(name: unknown): Response {
  return serviceError("ResourceNotFoundException", `Replay ${String(name)} does not exist.`);
}
