import { sourceRecord } from "@hookyard/core/operator/operator-records";
import { expect, test } from "vitest";
import { slowSources } from "./slow-sources.ts";

const answered = {
  count: 100,
  p50Milliseconds: 40,
  p99Milliseconds: 90,
  deadlineSeconds: 3,
  late: 0,
  retries: 0,
};

test("a source that is answered in time is no news", () => {
  expect(
    slowSources([
      sourceRecord({ source: "slack", acknowledgements: answered }),
      sourceRecord({ source: "stripe" }),
    ]),
  ).toEqual([]);
});

test("half of the provider's deadline is a warning, before the endpoint is disabled", () => {
  const acknowledgements = { ...answered, p99Milliseconds: 1_600, late: 1, coldShare: 0.2 };

  const [warning] = slowSources([sourceRecord({ source: "slack", acknowledgements })]);

  expect(warning).toContain("1600 ms (p99), 20 % cold");
  expect(warning).toContain("its provider waits 3 s");
  expect(warning).toContain("1 came too late");
});

test("retries that the provider tells of are counted", () => {
  const [warning] = slowSources([
    sourceRecord({ source: "slack", acknowledgements: { ...answered, retries: 4 } }),
  ]);

  expect(warning).toContain('4 requests to "slack" were retries');
});
