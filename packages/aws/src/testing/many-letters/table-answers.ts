import { type Item, readText } from "../../table/item.ts";
import type { GeneratedTable } from "./generated-table.ts";

/** What the replay asks of DynamoDB, as the service's own JSON. */
export interface TableRequest {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
  readonly ExclusiveStartKey?: Item;
  readonly Limit?: number;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly RequestItems?: Readonly<Record<string, BatchOfTable>>;
}

interface BatchRead {
  readonly Keys: readonly Item[];
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

interface BatchWrite {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

type BatchOfTable = BatchRead | readonly BatchWrite[];

/** What one answer to a query holds at most: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
const maxPageBytes = 1_048_576;

/** An answer; `__type`: an error of that name. */
export interface TableAnswer {
  readonly __type?: string;
  readonly [name: string]: unknown;
}

/** Answers one operation of DynamoDB. Throws for what nobody here asks. */
export function answerTable(table: GeneratedTable, operation: string, asked: TableRequest): TableAnswer {
  switch (operation) {
    case "Query":
      return query(table, asked);
    case "GetItem": {
      const item = table.get(asked.Key ?? {});
      return item === undefined ? {} : { Item: item };
    }
    case "PutItem":
      return put(table, asked);
    case "UpdateItem":
      return update(table, asked);
    case "BatchGetItem":
      return { Responses: eachTable(asked, (batch) => getAll(table, batch)) };
    case "BatchWriteItem":
      eachTable(asked, (batch) => writeAll(table, batch));
      return {};
    default:
      throw new Error(`the stand-in knows no ${operation}`);
  }
}

function query(table: GeneratedTable, asked: TableRequest): TableAnswer {
  const { Limit = Number.POSITIVE_INFINITY, ExclusiveStartKey: start, IndexName: index } = asked;
  const Items: Item[] = [];
  let last: Item = {};
  let bytes = 0;
  for (const item of candidates(table, asked)) {
    const isBehind = start === undefined || sortKeyOf(item, index) > sortKeyOf(start, index);
    if (!isBehind) continue;
    if (Items.length >= Limit || bytes > maxPageBytes) {
      const { pk, sk, tpk, tsk } = last;
      const LastEvaluatedKey = index === undefined ? { pk, sk } : { pk, sk, tpk, tsk };
      return { Items, Count: Items.length, LastEvaluatedKey };
    }
    Items.push(projected(item, asked));
    last = item;
    bytes += JSON.stringify(item).length;
  }
  return { Items, Count: Items.length };
}

/** The three questions that are asked. */
function candidates(table: GeneratedTable, asked: TableRequest): Iterable<Item> {
  const { KeyConditionExpression = "", ExpressionAttributeValues: values = {}, ExclusiveStartKey } = asked;
  const value = (name: string): string => readText(values, `:${name}`) ?? "";
  switch (KeyConditionExpression) {
    case "tpk = :partition AND tsk > :after": {
      const start = readText(ExclusiveStartKey ?? {}, "tsk") ?? "";
      const after = value("after");
      return table.lettersAfter(value("partition"), start > after ? start : after);
    }
    case "pk = :job AND sk BETWEEN :from AND :to":
      return table.between(value("job"), value("from"), value("to"));
    case "pk = :partition":
      return table.between(value("partition"), "", "\uffff");
    default:
      throw new Error(`the stand-in knows no query ${KeyConditionExpression}`);
  }
}

function sortKeyOf(item: Item, index: string | undefined): string {
  return readText(item, index === undefined ? "sk" : "tsk") ?? "";
}

function put(table: GeneratedTable, asked: TableRequest): TableAnswer {
  const { Item: item = {}, ConditionExpression: condition, ExpressionAttributeValues: values = {} } = asked;
  const known = table.get(item);
  const isMet =
    condition === undefined ||
    (condition === "attribute_not_exists(pk)" && known === undefined) ||
    (condition === "version = :version" && known?.["version"]?.N === values[":version"]?.N);
  if (!isMet) return { __type: "ConditionalCheckFailedException", message: "The conditional request failed" };
  table.put(item);
  return {};
}

/** How an entry of the audit trail ends. */
function update(table: GeneratedTable, asked: TableRequest): TableAnswer {
  const { Key = {}, UpdateExpression, ExpressionAttributeValues: values = {} } = asked;
  const outcome = values[":outcome"];
  if (UpdateExpression !== "SET outcome = :outcome" || outcome === undefined)
    throw new Error(`the stand-in knows no update ${UpdateExpression}`);
  table.put({ ...(table.get(Key) ?? Key), outcome });
  return {};
}

function eachTable<Result>(
  { RequestItems = {} }: TableRequest,
  work: (batch: BatchOfTable) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(RequestItems).map(([name, batch]) => [name, work(batch)]));
}

function getAll(table: GeneratedTable, batch: BatchOfTable): readonly Item[] {
  if (!("Keys" in batch)) throw new Error("these are writes");
  return batch.Keys.flatMap((key) => {
    const item = table.get(key);
    return item === undefined ? [] : [projected(item, batch)];
  });
}

/** What was asked for of an item. */
function projected(
  item: Item,
  {
    ProjectionExpression,
    ExpressionAttributeNames = {},
  }: Pick<BatchRead, "ProjectionExpression" | "ExpressionAttributeNames">,
): Item {
  if (ProjectionExpression === undefined) return item;
  const wanted = ProjectionExpression.split(",").map((name) => ExpressionAttributeNames[name] ?? name);
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name)));
}

function writeAll(table: GeneratedTable, batch: BatchOfTable): void {
  if ("Keys" in batch) throw new Error("these are reads");
  for (const { PutRequest, DeleteRequest } of batch) {
    if (PutRequest !== undefined) table.put(PutRequest.Item);
    if (DeleteRequest !== undefined) table.remove(DeleteRequest.Key);
  }
}
