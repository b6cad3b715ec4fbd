import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { ClientOptions } from "./clients.ts";
import { createDynamodbClient } from "./dynamodb-client.ts";
import { createEventBridgeClient } from "./event-bridge-client.ts";
import { createS3Client } from "./s3-client.ts";
import { createSqsClient } from "./sqs-client.ts";

/** As `sst shell` gives them. */
export type StageVariables = Readonly<Record<string, string | undefined>>;

/** What people wait for at a terminal may take longer than what a webhook's sender waits for. */
const patience = { requestTimeoutMilliseconds: 10_000, connectionTimeoutMilliseconds: 3_000, maxAttempts: 3 };

/** Clients for what a person at a terminal asks of a stage: with the credentials that `sst shell` resolved. */
export function createStageClients(region: string, env: StageVariables) {
  const options = (service: string): ClientOptions => optionsOf(service, region, env);
  return {
    dynamodb: createDynamodbClient(options("DYNAMODB")),
    sqs: createSqsClient(options("SQS")),
    eventBridge: createEventBridgeClient(options("EVENTBRIDGE")),
    s3: createS3Client(options("S3")),
    cloudwatch: new CloudWatchClient(plainOptions(options("CLOUDWATCH"))),
    lambda: new LambdaClient(plainOptions(options("LAMBDA"))),
  };
}

/** What a client is told; `service` as the variables of its address name it. */
export function optionsOf(service: string, region: string, env: StageVariables): ClientOptions {
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env["AWS_ENDPOINT_URL"];
  const credentials = credentialsOf(env);
  return {
    region,
    ...patience,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** For clients that nothing else makes. */
export function plainOptions({ region, endpoint, credentials }: ClientOptions) {
  return {
    region,
    maxAttempts: patience.maxAttempts,
    requestHandler: { requestTimeout: patience.requestTimeoutMilliseconds },
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** Those that `sst shell` resolved; without them, the SDK looks by itself. */
export function credentialsOf({
  AWS_ACCESS_KEY_ID: accessKeyId = "",
  AWS_SECRET_ACCESS_KEY: secretAccessKey = "",
  AWS_SESSION_TOKEN: sessionToken = "",
}: StageVariables): ClientOptions["credentials"] {
  if (accessKeyId === "" || secretAccessKey === "") return undefined;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== "" && { sessionToken }) };
  return async () => credentials;
}
