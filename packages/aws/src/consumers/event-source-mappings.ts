import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  type LambdaClient,
  ResourceConflictException,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { OperatorError } from "@hookyard/core/operator/operator-error";

/** What hands a consumer's queue to its function. */
export interface Mapping {
  /** Since when it stands still on purpose; absent while it does not. RFC 3339. */
  readonly pausedTime?: string;
  /** Invocations at the same time at most; absent where only the function's own concurrency says so. */
  readonly maximumConcurrency?: number;
}

/** The event source mappings of a stage, by their UUIDs. */
export interface EventSourceMappings {
  /** `undefined` when there is no such mapping any more. */
  read(uuid: string): Promise<Mapping | undefined>;
  /**
   * Lets a mapping stand still, or go on; nothing is changed where it does already. Lambda takes up to a minute over it.
   * Throws `OperatorError` `consumer_changing` while somebody else changes the mapping, `consumer_not_deployed` when it
   * is gone.
   */
  setEnabled(uuid: string, isEnabled: boolean): Promise<void>;
}

export interface EventSourceMappingsOptions {
  readonly lambda: LambdaClient;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A mapping that is being changed takes no other change, mostly for some seconds. */
const waitsMilliseconds = [500, 1_000, 2_000, 4_000] as const;

/**
 * The states in which a mapping stands still, or is about to, because somebody told it to.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
 */
const stillStates: ReadonlySet<string> = new Set(["Disabled", "Disabling"]);
const goingStates: ReadonlySet<string> = new Set(["Enabled", "Enabling"]);

export function createEventSourceMappings({
  lambda,
  sleep,
}: EventSourceMappingsOptions): EventSourceMappings {
  const find = async (UUID: string): Promise<EventSourceMappingConfiguration | undefined> => {
    try {
      return await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };

  /** False while it is being changed. */
  const change = async (UUID: string, Enabled: boolean): Promise<boolean> => {
    const known = await find(UUID);
    if (known === undefined) throw notDeployed();
    if ((Enabled ? goingStates : stillStates).has(known.State ?? "")) return true;
    try {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
      return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) throw notDeployed();
      if (error instanceof ResourceInUseException || error instanceof ResourceConflictException) return false;
      throw error;
    }
  };

  return {
    async read(uuid) {
      const mapping = await find(uuid);
      if (mapping === undefined) return undefined;
      const { State = "", LastModified, ScalingConfig } = mapping;
      const maximumConcurrency = ScalingConfig?.MaximumConcurrency;
      return {
        ...(stillStates.has(State) && { pausedTime: (LastModified ?? new Date(0)).toISOString() }),
        ...(maximumConcurrency !== undefined && { maximumConcurrency }),
      };
    },
    async setEnabled(uuid, isEnabled) {
      for (const wait of [0, ...waitsMilliseconds]) {
        if (wait > 0) await sleep(wait);
        if (await change(uuid, isEnabled)) return;
      }
      throw new OperatorError(
        "consumer_changing",
        "Lambda is changing this consumer's event source mapping (a deploy, or somebody else). Try again in a minute.",
      );
    },
  };
}

function notDeployed(): OperatorError {
  return new OperatorError(
    "consumer_not_deployed",
    "The consumer's event source mapping does not exist any more. Deploy the stage again.",
  );
}
