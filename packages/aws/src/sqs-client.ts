import { SQSClient } from "@aws-sdk/client-sqs";
import { clientConfiguration, clientDefaults, type ClientOptions, domainOf } from "./clients.ts";

/**
 * `endpoint` is always given: with a queue's URL on amazonaws.com the client would ask that address, whatever the
 * environment says.
 */
export function createSqsClient(options: ClientOptions): SQSClient {
  const endpoint = options.endpoint ?? `https://sqs.${options.region}.${domainOf(options.region)}`;
  return new SQSClient(clientConfiguration({ ...options, endpoint }, clientDefaults.sqs));
}
