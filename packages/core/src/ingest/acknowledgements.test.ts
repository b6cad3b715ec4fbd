import { expect, test } from "vitest";
import { createAcknowledgements } from "./acknowledgements.ts";

test("percentiles lie within nine percent above what was measured", () => {
  const acknowledgements = createAcknowledgements(new Map());
  for (let milliseconds = 1; milliseconds <= 1000; milliseconds++)
    acknowledgements.add("stripe", { milliseconds, isRetry: false });

  const report = acknowledgements.report("stripe");

  expect(report?.count).toBe(1000);
  expect(report?.p50Milliseconds).toBeGreaterThanOrEqual(500);
  expect(report?.p50Milliseconds).toBeLessThan(500 * 1.1);
  expect(report?.p99Milliseconds).toBeGreaterThanOrEqual(990);
  expect(report?.p99Milliseconds).toBeLessThan(990 * 1.1);
});

test("what is answered after the provider's deadline is late", () => {
  const acknowledgements = createAcknowledgements(new Map([["slack", 3]]));
  acknowledgements.add("slack", { milliseconds: 2_999, isRetry: false });
  acknowledgements.add("slack", { milliseconds: 3_001, isRetry: true });

  expect(acknowledgements.report("slack")).toMatchObject({ deadlineSeconds: 3, late: 1, retries: 1 });
});

test("the share of cold starts is told where there are cold starts", () => {
  const acknowledgements = createAcknowledgements(new Map());
  acknowledgements.add("a", { milliseconds: 1, isRetry: false });
  acknowledgements.add("b", { milliseconds: 1, isRetry: false, isCold: true });
  acknowledgements.add("b", { milliseconds: 1, isRetry: false, isCold: false });

  expect(acknowledgements.report("a")).not.toHaveProperty("coldShare");
  expect(acknowledgements.report("b")).toMatchObject({ coldShare: 0.5 });
});

test("a source that has answered nothing has no report", () => {
  expect(createAcknowledgements(new Map()).report("stripe")).toBeUndefined();
});
