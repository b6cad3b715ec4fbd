/**
 * The other file a team edits: what a stage costs, keeps and is called by. Data only. What is per source or per
 * consumer is in `packages/functions/src/router.ts`.
 */
export interface Settings {
  /** `hooks.example.com`, hosted at Route 53: CloudFront in front of the function. Default: the function's own URL. */
  readonly domain?: string;
  /** Instances of the ingest function that are always warm. Billed by the hour. Default: none. */
  readonly provisionedConcurrency?: number;
  /** WAF in front, which limits each address to so many requests in five minutes. Default: no WAF. */
  readonly firewall?: { readonly requestsPerFiveMinutes: number };
  /**
   * The most instances of the ingest function, which it also has for itself alone. AWS wants 100 left for the
   * account's other functions. Default: what the account has.
   */
  readonly reservedConcurrency?: number;
  readonly memory: { readonly ingest: Megabytes; readonly consumer: Megabytes };
  /** Deliveries that one invocation of a consumer gets at most; its timeout grows with it. */
  readonly batchSize: number;
  /** What consumers are told from outside: addresses, never secrets. Read by `packages/functions/src/env.ts`. */
  readonly consumerEnvironment: Readonly<Record<string, string>>;
  /** The web console as one more function, at an address of its own. Default: none. See `docs/deploy.md`, "The console". */
  readonly console?: {
    /** What opens it: a secret for each role, or beside that AWS credentials that may invoke its URL. */
    readonly access: "secret" | "secret and IAM";
    /** The most instances: each open live view has one. Default 20. */
    readonly concurrency?: number;
  };
  /** Gets the alarms by mail, once it has confirmed. Anything else subscribes to the topic by itself. */
  readonly alarmEmail?: string;
  readonly logRetention: LogRetention;
  /** X-Ray shows one webhook from the ingest to each consumer. Lambda decides how many; $5 for a million of them. */
  readonly tracing: boolean;
  /** How long `replay` can reach back. Large bodies stay 14 days longer, and 44 at least: see `infra/store.ts`. */
  readonly archiveDays: number;
  /** Quotas of the account that were raised. */
  readonly quotas: {
    /** "Event pattern size" of EventBridge: 2,048 until it is raised, 4,096 at most. */
    readonly patternCharacters: number;
    /** "Number of rules" of EventBridge, per bus. */
    readonly rulesPerBus: number;
  };
}

type Megabytes = `${number} MB`;
type LogRetention = "1 week" | "2 weeks" | "1 month" | "3 months" | "6 months" | "1 year" | "forever";

const everyStage: Settings = {
  memory: { ingest: "1024 MB", consumer: "512 MB" },
  batchSize: 1,
  consumerEnvironment: {},
  logRetention: "1 month",
  tracing: true,
  archiveDays: 30,
  quotas: { patternCharacters: 2048, rulesPerBus: 300 },
};

/** What differs by stage. Take the `//` away, or add a stage. */
const stages: Readonly<Record<string, Partial<Settings>>> = {
  production: {
    // domain: "hooks.example.com",
    // provisionedConcurrency: 5,
    // firewall: { requestsPerFiveMinutes: 100_000 },
    // reservedConcurrency: 200,
    // console: { access: "secret" },
    // alarmEmail: "on-call@example.com",
    logRetention: "3 months",
    archiveDays: 90,
  },
};

/** The settings of a stage. */
export function settingsOf(stage: string): Settings {
  return { ...everyStage, ...(Object.hasOwn(stages, stage) ? stages[stage] : undefined) };
}
