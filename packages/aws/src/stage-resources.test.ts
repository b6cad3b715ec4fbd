import { ConfigError } from "@hookyard/core/errors";
import { describe, expect, test } from "vitest";
import { readStageResources, stageResourcesVariable } from "./stage-resources.ts";
import { readStageSecrets } from "./stage-secrets.ts";

const resources = {
  type: "sst.sst.Linkable",
  url: "https://abc.lambda-url.eu-west-1.on.aws/",
  region: "eu-west-1",
  stage: "production",
  bus: "bus",
  archive: "archive",
  table: "table",
  bucket: "bucket",
  overflowQueue: "https://sqs/overflow",
  ingestFunction: "ingest",
  alarmTopic: "arn:aws:sns:eu-west-1:1:alarms",
  sources: { stripe: { secretName: "StripeSecret" } },
  consumers: {
    "fulfil-order": {
      queue: "https://sqs/q",
      deadLetterQueue: "https://sqs/d",
      targetDeadLetterQueue: "https://sqs/t",
      function: "f",
      rule: "r",
      mapping: "m",
    },
  },
};

const read = (value: unknown, stage = "production"): unknown =>
  readStageResources(
    { [stageResourcesVariable]: typeof value === "string" ? value : JSON.stringify(value) },
    stage,
  );

describe("stage resources", () => {
  test("are what the stage has linked, the URL without a slash at its end", () => {
    const { type: _type, ...rest } = resources;

    expect(read(resources)).toEqual({ ...rest, url: "https://abc.lambda-url.eu-west-1.on.aws" });
  });

  test.each<[string, unknown, string]>([
    ["nothing", "", "it is not deployed"],
    ["no JSON", "{", "it is not JSON"],
    ["a list", [], "it is not an object"],
    ["a missing bus", { ...resources, bus: undefined }, "bus is missing"],
    ["an empty table", { ...resources, table: "" }, "table is missing"],
    ["sources that are text", { ...resources, sources: "x" }, "sources is not an object"],
    [
      "a consumer without its queue",
      { ...resources, consumers: { x: { ...resources.consumers["fulfil-order"], queue: 1 } } },
      "consumers.x.queue is missing",
    ],
    ["another stage", { ...resources, stage: "dev" }, 'those of the stage "dev"'],
  ])("%s is told with what to do", (_what, value, said) => {
    expect(() => read(value)).toThrow(ConfigError);
    expect(() => read(value)).toThrow(said);
    expect(() => read(value)).toThrow(/sst deploy|sst shell/);
  });
});

describe("stage secrets", () => {
  test("are the values that SST hands over, newest first", () => {
    const env = { SST_RESOURCE_StripeSecret: JSON.stringify({ type: "sst.sst.Secret", value: "new, old" }) };
    const secrets = readStageSecrets(env, resources);

    expect(secrets.verify("stripe")).toEqual(["new", "old"]);
    expect(secrets.verify("stripe")).toBe(secrets.verify("stripe"));
    expect(secrets.sign("stripe")).toBe("new");
    expect(secrets.origin("stripe")).toBe("environment");
  });

  test.each([undefined, "", "{", "null", '{"value":7}', '{"value":" , "}'])("%j is none", (text) => {
    const secrets = readStageSecrets({ SST_RESOURCE_StripeSecret: text }, resources);

    expect(secrets.verify("stripe")).toEqual([]);
    expect(secrets.sign("stripe")).toBeUndefined();
    expect(secrets.origin("stripe")).toBe("none");
  });
});
