import { expect, test } from "vitest";
import { createDynamodbClient } from "../dynamodb-client.ts";
import { createEventBridgeClient } from "../event-bridge-client.ts";
import { leanConfiguration, type LeanOptions } from "./lean-options.ts";

const credentials = async () => ({ accessKeyId: "AKIATEST", secretAccessKey: "test" });
const regions = [
  "eu-central-1",
  "us-east-1",
  "ap-southeast-7",
  "us-gov-west-1",
  "cn-northwest-1",
  "eusc-de-east-1",
  "us-iso-east-1",
  "us-isob-east-1",
  "us-isof-south-1",
  "eu-isoe-west-1",
];

const optionsIn = (region: string): LeanOptions => ({
  region,
  credentials,
  now: Date.now,
  random: Math.random,
  sleep: async () => undefined,
});
const defaults = { requestTimeoutMilliseconds: 1_000, maxAttempts: 1 };

test.each(regions)("services are asked where the SDK's clients ask them: %s", (region) => {
  const options = optionsIn(region);
  const place = { Region: region, UseFIPS: false, UseDualStack: false };
  const eventBridge = createEventBridgeClient({ region, credentials }).config.endpointProvider(place);
  const dynamodb = createDynamodbClient({ region, credentials }).config.endpointProvider(place);

  expect(leanConfiguration(options, "events", defaults).endpoint.origin).toBe(eventBridge.url.origin);
  expect(leanConfiguration(options, "dynamodb", defaults).endpoint.origin).toBe(dynamodb.url.origin);
});

test("an address that is given is asked in place of AWS's own", () => {
  const options = { ...optionsIn("eu-central-1"), endpoint: "https://events.example.test" };

  expect(leanConfiguration(options, "events", defaults).endpoint.origin).toBe("https://events.example.test");
});
