import { afterEach, expect, test, vi } from "vitest";
import { metric } from "../metrics.ts";
import { createLeanTelemetry, type LeanTelemetryOptions } from "./lean-telemetry.ts";
import { createTelemetry, type Telemetry } from "./telemetry.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const now = Date.parse("2026-11-21T00:00:00.000Z");
const traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1";
const about = { service: "ingest", stage: "production" };

function lean(options: Partial<LeanTelemetryOptions> = {}) {
  const lines: string[] = [];
  const telemetry = createLeanTelemetry({
    ...about,
    traceHeader: () => traceHeader,
    now: () => now,
    write: (line) => lines.push(line),
    ...options,
  });
  return { telemetry, lines };
}

/** What Powertools writes for the same, but its times, and a rate that it has for samples of its own. */
function byPowertools(use: (telemetry: Telemetry) => void): readonly object[] {
  vi.stubEnv("_X_AMZN_TRACE_ID", traceHeader);
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      lines.push(...String(chunk).trim().split("\n"));
      return true;
    });
  }
  use(createTelemetry(about));
  vi.restoreAllMocks();
  return lines.map(withoutTimes);
}

function withoutTimes(line: string): object {
  const { timestamp: _, sampling_rate: _rate, _aws, ...rest } = JSON.parse(line);
  return _aws === undefined ? rest : { ...rest, metrics: _aws.CloudWatchMetrics };
}

test.each<[string, (telemetry: Telemetry) => void]>([
  ["a log line", (telemetry) => telemetry.log("warn", "slow", { source: "stripe", n: 1, none: undefined })],
  ["a line that is hidden by default", (telemetry) => telemetry.log("debug", "detail", {})],
  [
    "a line of an invocation",
    (telemetry) => {
      telemetry.begin({ awsRequestId: "request-1" });
      telemetry.log("error", "bad", {});
    },
  ],
  ["a count of the function", (telemetry) => telemetry.count({ [metric.overflowUsed]: 1 }, {}, {})],
  [
    "counts of a source, with fields",
    (telemetry) =>
      telemetry.count(
        { [metric.duplicates]: 1, [metric.conflicts]: 1 },
        { source: "stripe" },
        { id: "evt_1", consumers: 3, secret: undefined },
      ),
  ],
])("Powertools writes the same: %s", (_, use) => {
  const { telemetry, lines } = lean();

  use(telemetry);

  expect(lines.map(withoutTimes)).toEqual(byPowertools(use));
});

test("lines and counts tell their time", () => {
  const { telemetry, lines } = lean();

  telemetry.log("info", "here", {});
  telemetry.count({ [metric.accepted]: 1 }, {}, {});

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { timestamp: "2026-11-21T00:00:00.000Z" },
    { _aws: { Timestamp: now } },
  ]);
});

test.each([
  ["DEBUG", ["debug", "info", "warn", "error"]],
  ["TRACE", ["debug", "info", "warn", "error"]],
  ["WARN", ["warn", "error"]],
  ["FATAL", []],
])("at the level %s it writes %s", (logLevel, expected) => {
  const { telemetry, lines } = lean({ logLevel });

  for (const level of ["debug", "info", "warn", "error"] as const) telemetry.log(level, level, {});

  expect(lines.map((line) => JSON.parse(line).message)).toEqual(expected);
});
