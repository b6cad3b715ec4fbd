/** What one function came to: medians. */
export interface ContestantResult {
  readonly name: string;
  readonly startBytes: number;
  readonly startBytesEnvironmentOnly: number;
  readonly bytes: number;
  readonly importMilliseconds: number;
  readonly firstMilliseconds: number;
  /** Import and first invocation of one process together. */
  readonly togetherMilliseconds: number;
  /** Of those that take webhooks. */
  readonly cpuMicros: number | undefined;
}

export interface Target {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly isMet: boolean;
}

export interface LambdaResult {
  readonly command: string;
  readonly startedAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly loadAverage: number;
  };
  readonly processes: number;
  readonly rounds: number;
  readonly events: number;
  readonly contestants: readonly ContestantResult[];
  readonly targets: readonly Target[];
}

/** What the ingest function has to reach. */
export function targetsOf(contestants: readonly ContestantResult[]): readonly Target[] {
  const find = (name: string): ContestantResult => {
    const found = contestants.find((one) => one.name === name);
    if (found === undefined) throw new Error(`nobody measured ${name}`);
    return found;
  };
  const ingest = find("ingest");
  const bare = find("bare Hono");
  const least = find("bare Hono, EventBridge only");
  const hand = find("hand-written");
  const overhead = (ingest.cpuMicros ?? Number.NaN) - (hand.cpuMicros ?? Number.NaN);
  const ratio = (of: ContestantResult): number => ingest.togetherMilliseconds / of.togetherMilliseconds;
  return [
    {
      name: "loaded at the start, default chain of credentials",
      wanted: "at most 330 KB",
      measured: `${(ingest.startBytes / 1_000).toFixed(0)} KB`,
      isMet: ingest.startBytes <= 330_000,
    },
    {
      name: "loaded at the start, the environment's credentials",
      wanted: "at most 200 KB",
      measured: `${(ingest.startBytesEnvironmentOnly / 1_000).toFixed(0)} KB`,
      isMet: ingest.startBytesEnvironmentOnly <= 200_000,
    },
    {
      name: "import and first invocation, against bare Hono with the same clients",
      wanted: "at most 1.05 ×",
      measured: `${ratio(bare).toFixed(2)} ×`,
      isMet: ratio(bare) <= 1.05,
    },
    {
      name: "the same, against bare Hono with EventBridge only",
      wanted: "(shown)",
      measured: `${ratio(least).toFixed(2)} ×`,
      isMet: ratio(least) <= 1.05,
    },
    {
      name: "CPU of an invocation over the hand-written handler's, 2 KB",
      wanted: "under 40 µs",
      measured: `${overhead.toFixed(0)} µs`,
      isMet: overhead < 40,
    },
  ];
}
