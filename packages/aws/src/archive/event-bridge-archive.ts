import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  type EventBridgeClient,
  IllegalStatusException,
  LimitExceededException,
  type ReplayState,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { wholeMinutes } from "@hookyard/core/replay/archive-pace";
import type { EventArchive, WindowState } from "@hookyard/core/replay/event-archive";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import { chooseWay } from "./choose-way.ts";
import { replayName } from "./replay-name.ts";

export interface EventBridgeArchiveOptions {
  readonly eventBridge: EventBridgeClient;
  /** Its name. */
  readonly archive: string;
  /** The name of a consumer's rule. */
  readonly rule: (consumer: string) => string | undefined;
  /** How long the event table keeps events. */
  readonly tableRetentionSeconds: number;
  /** Whether the event table has more events of a query than this. */
  readonly hasMoreThan: (query: ArchiveQuery, count: number) => Promise<boolean>;
}

interface Described {
  readonly arn: string;
  readonly busArn: string;
  /** Milliseconds since 1970. */
  readonly createdTime: number;
  /** 0: for ever. */
  readonly retentionDays: number;
}

const day = 86_400_000;

/**
 * Replays by EventBridge's own archive. It sends what was received in a window, in no order, as fast as `PutEvents` may
 * go, to all rules of the bus or one; an account has at most ten under way.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
 */
export function createEventBridgeArchive(options: EventBridgeArchiveOptions): EventArchive {
  const { eventBridge } = options;
  let described: Promise<Described> | undefined;
  const describe = async (): Promise<Described> => {
    described ??= describeArchive(options).catch((error: unknown) => {
      described = undefined;
      throw error;
    });
    return described;
  };

  /** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
  const ruleArn = (consumer: string, busArn: string): string => {
    const name = options.rule(consumer);
    if (name === undefined) throw new Error(`the stage has no consumer "${consumer}"`);
    return `${busArn.replace(":event-bus/", ":rule/")}/${name}`;
  };

  return {
    nameOf: replayName,
    async choose(what, { again, now }) {
      const { query } = what;
      const archiveSince = async (): Promise<number> => {
        const { createdTime, retentionDays } = await asked("events:DescribeArchive", describe());
        return retentionDays === 0 ? createdTime : Math.max(createdTime, now.getTime() - retentionDays * day);
      };
      const way = await chooseWay({
        what,
        again,
        tableSince: now.getTime() - options.tableRetentionSeconds * 1000,
        archiveSince,
        hasMoreThan: (count) => options.hasMoreThan(query, count),
      });
      if (way.from === "table") return { from: "table" };
      const since = new Date(Math.max(Date.parse(query.since), await archiveSince())).toISOString();
      return { from: "archive", why: way.why, ...wholeMinutes({ since, until: query.until }) };
    },
    async start({ name, since, until }, consumer) {
      const { arn, busArn } = await describe();
      const FilterArns = consumer === undefined ? undefined : [ruleArn(consumer, busArn)];
      try {
        await eventBridge.send(
          new StartReplayCommand({
            ReplayName: name,
            Description: "Begun by hookyard replay",
            EventSourceArn: arn,
            EventStartTime: new Date(since),
            EventEndTime: new Date(until),
            Destination: { Arn: busArn, ...(FilterArns !== undefined && { FilterArns }) },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ResourceAlreadyExistsException) return true; // by whoever ran the job before
        if (error instanceof LimitExceededException) return false;
        throw error;
      }
    },
    async look(name) {
      const { arn } = await describe();
      try {
        const found = await eventBridge.send(new DescribeReplayCommand({ ReplayName: name }));
        if (found.EventSourceArn !== undefined && found.EventSourceArn !== arn) {
          throw new Error(
            `EventBridge has a replay ${name} of another archive: begin the job under another id`,
          );
        }
        const { StateReason, EventLastReplayedTime } = found;
        return {
          state: stateOf(found.State),
          ...(StateReason !== undefined && { reason: StateReason }),
          ...(EventLastReplayedTime !== undefined && { upto: EventLastReplayedTime.toISOString() }),
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async cancel(name) {
      try {
        await eventBridge.send(new CancelReplayCommand({ ReplayName: name }));
      } catch (error) {
        // It has ended, is being cancelled already, or was never begun.
        if (error instanceof IllegalStatusException || error instanceof ResourceNotFoundException) return;
        throw error;
      }
    },
  };
}

async function describeArchive({
  eventBridge,
  archive,
}: Pick<EventBridgeArchiveOptions, "eventBridge" | "archive">): Promise<Described> {
  const found = await eventBridge.send(new DescribeArchiveCommand({ ArchiveName: archive }));
  const { ArchiveArn, EventSourceArn, CreationTime, RetentionDays = 0 } = found;
  if (ArchiveArn === undefined || EventSourceArn === undefined) {
    throw new Error(`EventBridge says nothing of where the archive ${archive} is`);
  }
  return {
    arn: ArchiveArn,
    busArn: EventSourceArn,
    createdTime: CreationTime?.getTime() ?? 0,
    retentionDays: RetentionDays,
  };
}

/** What somebody waits for at a terminal: says what to do when EventBridge does not answer it. */
async function asked<Answer>(action: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "an unknown error";
    const message = `EventBridge's archive cannot be asked (${name}): it needs ${action} of your credentials and a deployed archive. The event table can serve the last 30 days: add --from table`;
    throw new OperatorError("archive_unavailable", message, { cause });
  }
}

/** The word for a state; one that is newer than this code is taken for under way. */
function stateOf(state: ReplayState | undefined): WindowState["state"] {
  switch (state) {
    case "COMPLETED":
      return "completed";
    case "CANCELLED":
      return "cancelled";
    case "CANCELLING":
      return "cancelling";
    case "FAILED":
      return "failed";
    default:
      return "running";
  }
}
