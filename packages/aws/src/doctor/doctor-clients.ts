import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { ClientOptions } from "../clients.ts";
import { createEventBridgeClient } from "../event-bridge-client.ts";
import { createDynamodbClient } from "../dynamodb-client.ts";
import { createSqsClient } from "../sqs-client.ts";
import { optionsOf, plainOptions, type StageVariables } from "../stage-clients.ts";

/** Clients for looking at what a stage is made of. */
export function createDoctorClients(region: string, env: StageVariables) {
  const options = (service: string): ClientOptions => optionsOf(service, region, env);
  return {
    dynamodb: createDynamodbClient(options("DYNAMODB")),
    sqs: createSqsClient(options("SQS")),
    eventBridge: createEventBridgeClient(options("EVENTBRIDGE")),
    cloudwatch: new CloudWatchClient(plainOptions(options("CLOUDWATCH"))),
    lambda: new LambdaClient(plainOptions(options("LAMBDA"))),
    quotas: new ServiceQuotasClient(plainOptions(options("SERVICE_QUOTAS"))),
  };
}
