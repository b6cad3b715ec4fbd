import { describe, expect, test } from "vitest";
import { readConsumerDeployment, readDeployment, readSecrets } from "./deployment.ts";

const variables = {
  HOOKYARD_STAGE: "production",
  HOOKYARD_BUS: "bus",
  HOOKYARD_TABLE: "table",
  HOOKYARD_BUCKET: "bucket",
  HOOKYARD_OVERFLOW_QUEUE: "https://sqs.eu-west-1.amazonaws.com/1/overflow",
  AWS_REGION: "eu-west-1",
};
const consumerVariables = {
  ...variables,
  HOOKYARD_CONSUMER: "fulfil-order",
  HOOKYARD_QUEUE: "https://sqs.eu-west-1.amazonaws.com/1/queue",
  HOOKYARD_DEAD_LETTER_QUEUE: "https://sqs.eu-west-1.amazonaws.com/1/dead",
};

describe("a function's environment", () => {
  test("is read whole", () => {
    expect(readDeployment(variables)).toEqual({
      stage: "production",
      bus: "bus",
      table: "table",
      bucket: "bucket",
      overflowQueue: "https://sqs.eu-west-1.amazonaws.com/1/overflow",
      region: "eu-west-1",
      endpoints: {},
    });
    expect(readDeployment({ ...variables, HOOKYARD_PUBLIC_URL: "https://hooks.example.com" }).publicUrl).toBe(
      "https://hooks.example.com",
    );
  });

  test("may say where services are", () => {
    const given = { AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:1", AWS_ENDPOINT_URL: "http://127.0.0.1:2" };

    expect(readDeployment({ ...variables, ...given }).endpoints).toEqual({
      eventbridge: "http://127.0.0.1:2",
      dynamodb: "http://127.0.0.1:2",
      sqs: "http://127.0.0.1:1",
      s3: "http://127.0.0.1:2",
    });
  });

  test.each(Object.keys(variables))("without %s says so by name", (name) => {
    expect(() => readDeployment({ ...variables, [name]: "" })).toThrow(`${name} is not set in this function`);
  });

  test.each(["HOOKYARD_CONSUMER", "HOOKYARD_QUEUE", "HOOKYARD_DEAD_LETTER_QUEUE"])(
    "of a consumer without %s says so by name",
    (name) => {
      expect(() =>
        readConsumerDeployment({ ...consumerVariables, [name]: undefined }, "fulfil-order"),
      ).toThrow(`${name} is not set`);
    },
  );

  test("of another consumer is refused", () => {
    expect(() => readConsumerDeployment(consumerVariables, "announce-push")).toThrow(
      'HOOKYARD_CONSUMER is "fulfil-order", but this file is the consumer "announce-push"',
    );
  });

  test("names the version that runs", () => {
    expect(readConsumerDeployment(consumerVariables, "fulfil-order").version).toBe("unknown");
    expect(
      readConsumerDeployment({ ...consumerVariables, AWS_LAMBDA_FUNCTION_VERSION: "7" }, "fulfil-order")
        .version,
    ).toBe("7");
  });
});

describe("the secrets of a source", () => {
  test("are several, by comma, newest first", () => {
    expect(readSecrets({ HOOKYARD_SECRET_GITHUB_ACME: " new , old ," }, "github-acme")).toEqual([
      "new",
      "old",
    ]);
  });

  test("are none where none is set", () => {
    expect(readSecrets({}, "stripe")).toEqual([]);
  });
});
