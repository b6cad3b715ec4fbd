import { expect, test } from "vitest";
import { createAcknowledgements } from "./acknowledgements.ts";
import { providers } from "../providers.ts";
import { countsRetries, isRetry } from "./retry-header.ts";

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

test.each([
  ["slack", "x-slack-retry-num", "1", true],
  ["slack", "x-slack-retry-num", "0", false],
  ["bitbucket", "x-attempt-number", "1", false],
  ["bitbucket", "x-attempt-number", "2", true],
  ["twitch", "twitch-eventsub-message-retry", "0", false],
  ["twitch", "twitch-eventsub-message-retry", "1", true],
  ["jira", "x-atlassian-webhook-retry", "1", true],
  ["square", "square-retry-number", "1", true],
  ["azure-event-grid", "aeg-delivery-count", "0", false],
  ["azure-event-grid", "aeg-delivery-count", "1", true],
  ["contentful", "x-contentful-webhook-request-attempt", "1", false],
  ["contentful", "x-contentful-webhook-request-attempt", "2", true],
  ["hookdeck", "x-hookdeck-attempt-count", "1", false],
  ["hookdeck", "x-hookdeck-attempt-count", "2", true],
  ["square", "square-retry-number", "soon", false],
  ["stripe", "x-slack-retry-num", "1", false],
])("%s with %s: %s is a retry: %s", (provider, name, value, expected) => {
  expect(isRetry(provider, (asked) => (asked === name ? value : undefined))).toBe(expected);
});

test("a provider that sends no such header sends nothing again, as far as is known", () => {
  for (const provider of countsRetries) expect(isRetry(provider, () => undefined)).toBe(false);
});

test("every provider that counts its tries is one that there is", () => {
  const ids = new Set<string>(Object.values(providers).map(({ id }) => id));

  expect(countsRetries.filter((provider) => !ids.has(provider))).toEqual([]);
});
