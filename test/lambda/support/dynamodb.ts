import dynalite from "dynalite";
import { tableSchema } from "@hookyard/aws/table/schema";
import { awsCall } from "./aws-call.ts";
import { type LoopbackServer, serveOnLoopback } from "./http-server.ts";

/** An attribute on the wire. */
interface WireValue {
  readonly S?: string;
  readonly N?: string;
}

export type WireItem = Readonly<Record<string, WireValue>>;

export interface Dynamodb extends LoopbackServer {
  /** One item by its key. */
  get(pk: string, sk: string): Promise<WireItem | undefined>;
  scan(): Promise<readonly WireItem[]>;
  delete(pk: string, sk: string): Promise<void>;
  /** Sets numbers of an item that is there: what the passing of time would make of it. */
  set(pk: string, sk: string, numbers: Readonly<Record<string, number>>): Promise<void>;
}

/** DynamoDB by `dynalite`, on a free port, with the table as it is deployed. */
export async function startDynamodb(table: string): Promise<Dynamodb> {
  const served = await serveOnLoopback(dynalite({ createTableMs: 0 }));
  const call = <Output>(operation: string, input: object): Promise<Output> =>
    awsCall(served.url, `DynamoDB_20120810.${operation}`, input);
  await call("CreateTable", tableSchema(table));
  await tableReady(() => call("DescribeTable", { TableName: table }));
  return {
    ...served,
    async get(pk, sk) {
      const { Item } = await call<{ readonly Item?: WireItem }>("GetItem", {
        TableName: table,
        Key: { pk: { S: pk }, sk: { S: sk } },
      });
      return Item;
    },
    async scan() {
      const { Items } = await call<{ readonly Items: readonly WireItem[] }>("Scan", { TableName: table });
      return Items;
    },
    async set(pk, sk, numbers) {
      const names = Object.keys(numbers);
      await call("UpdateItem", {
        TableName: table,
        Key: { pk: { S: pk }, sk: { S: sk } },
        UpdateExpression: `SET ${names.map((_, index) => `#n${index} = :v${index}`).join(", ")}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          names.map((name, index) => [`:v${index}`, { N: String(numbers[name]) }]),
        ),
      });
    },
    async delete(pk, sk) {
      await call("DeleteItem", { TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } });
    },
  };
}

async function tableReady(
  describe: () => Promise<{ readonly Table: { readonly TableStatus: string } }>,
): Promise<void> {
  while ((await describe()).Table.TableStatus !== "ACTIVE") await new Promise(setImmediate);
}
