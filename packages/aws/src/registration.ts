import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type Item, readText, text } from "./table/item.ts";
import { registrationKey } from "./table/keys.ts";

/** What a stage's table knows of a source's endpoint at its provider. No secret: those are SST's. */
export interface StageRegistration {
  readonly endpoint?: {
    readonly id: string;
    readonly url: string;
    readonly hasSecret: boolean;
    readonly secretDigest?: string;
  };
  readonly retiring: readonly { readonly id: string; readonly until: string }[];
  /** Until when a secret that was replaced is accepted; RFC 3339. The secret is named by its digest. */
  readonly overlaps: readonly { readonly secretDigest: string; readonly until: string }[];
}

/** The registrations of a stage. What was written is durable when `write` resolves. */
export interface RegistrationTable {
  read(source: string): Promise<StageRegistration>;
  write(source: string, registration: StageRegistration): Promise<void>;
}

const none: StageRegistration = { retiring: [], overlaps: [] };

/** Keeps registrations as one item each, beside the events; it is read consistently, since steps follow one another. */
export function createRegistrationTable({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): RegistrationTable {
  return {
    async read(source) {
      const { Item: item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: registrationKey(source), ConsistentRead: true }),
      );
      return item === undefined ? none : registrationOf(item);
    },
    async write(source, registration) {
      const item = { ...registrationKey(source), registration: text(JSON.stringify(registration)) };
      await dynamodb.send(new PutItemCommand({ TableName: table, Item: item }));
    },
  };
}

function registrationOf(item: Item): StageRegistration {
  const written = readText(item, "registration");
  return written === undefined ? none : (JSON.parse(written) as StageRegistration); // safe: `write` wrote it whole
}
