import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableCalls } from "./table-calls.ts";

/** The table through the SDK's client: where that is loaded anyway. */
export function sdkTableCalls(dynamodb: DynamoDBClient): TableCalls {
  return {
    getItem: async (input) => (await dynamodb.send(new GetItemCommand(input))).Item,
    putItem: async (input) => void (await dynamodb.send(new PutItemCommand(input))),
    updateItem: async (input) => void (await dynamodb.send(new UpdateItemCommand(input))),
    deleteItem: async (input) => void (await dynamodb.send(new DeleteItemCommand(input))),
  };
}
