import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientConfiguration, clientDefaults, type ClientOptions } from "./clients.ts";

export function createDynamodbClient(options: ClientOptions): DynamoDBClient {
  return new DynamoDBClient(clientConfiguration(options, clientDefaults.dynamodb));
}
