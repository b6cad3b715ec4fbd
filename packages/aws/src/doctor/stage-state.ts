import type { Look } from "./look.ts";

/** A deployed stage as AWS describes it. */
export interface StageState {
  readonly bus: Look<{ readonly arn: string }>;
  readonly archive: Look<{ readonly state: string; readonly eventSourceArn: string }>;
  readonly table: Look<TableState>;
  readonly ingest: Look<FunctionState>;
  readonly consumers: Readonly<Record<string, ConsumerState>>;
  readonly alarms: Look<readonly AlarmState[]>;
  /** Of the topic that alarms go to. */
  readonly subscriptions: Look<readonly Subscription[]>;
  readonly limits: LimitsState;
}

export interface TableState {
  readonly status: string;
  readonly hasPointInTimeRecovery: boolean;
  /** The attribute by which items expire; `undefined` when none do. */
  readonly expiresBy: string | undefined;
}

export interface QueueState {
  readonly arn: string;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive: { readonly to: string; readonly maxReceives: number } | undefined;
  /** As JSON; `undefined` without one. */
  readonly policy: string | undefined;
}

export interface FunctionState {
  readonly state: string;
  readonly lastUpdate: string;
  readonly timeoutSeconds: number;
  /** Instances that it has for itself and can have at most; `undefined`: what the account has. */
  readonly reservedConcurrency: number | undefined;
  /** What is deployed: secrets are among it. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface MappingState {
  readonly state: string;
  readonly queueArn: string;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
}

export interface TargetState {
  readonly arn: string;
  readonly deadLetterQueue: string | undefined;
  readonly maximumEventAgeSeconds: number | undefined;
}

export interface ConsumerState {
  readonly queue: Look<QueueState>;
  readonly deadLetterQueue: Look<QueueState>;
  readonly targetDeadLetterQueue: Look<QueueState>;
  readonly function: Look<FunctionState>;
  readonly mapping: Look<MappingState>;
  readonly rule: Look<{ readonly arn: string; readonly state: string; readonly pattern: string }>;
  readonly targets: Look<readonly TargetState[]>;
}

export interface AlarmState {
  readonly name: string;
  readonly value: string;
  readonly isActive: boolean;
  readonly metric: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** ARNs of what is told when it goes off. */
  readonly tells: readonly string[];
}

export interface Subscription {
  readonly protocol: string;
  readonly isConfirmed: boolean;
}

/** What the account may use, and uses. */
export interface LimitsState {
  readonly concurrency: Look<{ readonly limit: number; readonly unreserved: number; readonly most: number }>;
  readonly rules: Look<{ readonly limit: number | undefined; readonly used: number }>;
  /** Calls a second. */
  readonly puts: Look<{ readonly limit: number | undefined; readonly most: number }>;
}
