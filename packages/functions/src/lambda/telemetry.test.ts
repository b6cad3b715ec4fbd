import { afterEach, expect, test, vi } from "vitest";
import { metric } from "../metrics.ts";
import { createTelemetry } from "./telemetry.ts";

afterEach(() => vi.restoreAllMocks());

/** The lines that are written meanwhile: Lambda takes both of a process's outputs. */
function linesOf(write: () => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      lines.push(...String(chunk).trim().split("\n"));
      return true;
    });
  }
  write();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>); // safe: each line is to be an object
}

test("a count is one line that CloudWatch reads as metrics, for the stage and for the source", () => {
  const telemetry = createTelemetry({ service: "ingest", stage: "production" });

  const [line, ...more] = linesOf(() =>
    telemetry.count({ [metric.accepted]: 2 }, { source: "stripe" }, { id: "evt_1", consumers: 3 }),
  );

  expect(more).toEqual([]);
  expect(line).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: "Hookyard",
          Dimensions: [
            ["service", "stage"],
            ["service", "stage", "source"],
          ],
          Metrics: [{ Name: "Accepted", Unit: "Count" }],
        },
      ],
    },
    service: "ingest",
    stage: "production",
    source: "stripe",
    Accepted: 2,
    id: "evt_1",
    consumers: "3",
  });
});

test("a count of the function alone has its two dimensions", () => {
  const telemetry = createTelemetry({ service: "overflow", stage: "production" });

  const [line] = linesOf(() => telemetry.count({ [metric.overflowDrained]: 1 }, {}, {}));

  expect(line).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Dimensions: [["service", "stage"]] }] },
  });
});

test("a log line is structured and carries the invocation", () => {
  const telemetry = createTelemetry({ service: "consumer", stage: "production" });
  telemetry.begin({ awsRequestId: "request-1" });

  const [line] = linesOf(() => telemetry.log("warn", "slow", { consumer: "fulfil-order" }));

  expect(line).toMatchObject({
    level: "WARN",
    message: "slow",
    service: "consumer",
    stage: "production",
    invocation: "request-1",
    consumer: "fulfil-order",
  });
});
