import type {
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Item } from "./item.ts";

/**
 * The operations of DynamoDB that publishing an event needs, with the service's own input. Each rejects with an error
 * whose name is the service's code.
 */
export interface TableCalls {
  /** `undefined` when there is none. */
  getItem(input: GetItemCommandInput): Promise<Item | undefined>;
  putItem(input: PutItemCommandInput): Promise<void>;
  updateItem(input: UpdateItemCommandInput): Promise<void>;
  deleteItem(input: DeleteItemCommandInput): Promise<void>;
}

/** Whether a conditional write was done. */
export async function isDone(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
