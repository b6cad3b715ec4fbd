import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type AuditEntry, type AuditTrail, type Role, roles } from "@hookyard/core/operator/audit";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { type Item, itemOf, number, readText, text } from "../table/item.ts";
import {
  auditId,
  auditKey,
  auditMonths,
  auditPartition,
  auditRetentionSeconds,
  isAuditId,
  monthBefore,
  monthOf,
} from "./audit-keys.ts";

export interface AuditTrailOptions {
  readonly dynamodb: DynamoDBClient;
  /** Its name. */
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Eight hexadecimal digits: tells entries of two processes in one millisecond apart. */
  readonly random: () => string;
}

/** After every id of a month. */
const end = "~";
const mostCount = 1_000_000;

/** The trail in the stage's table: kept 400 days, read as of the last write. */
export function createAuditTrail({ dynamodb, table, now, random }: AuditTrailOptions): AuditTrail {
  let count = 0;

  /** Up to `limit` entries of a month before an id, newest first. */
  const entriesOf = async (month: string, before: string, limit: number): Promise<readonly AuditEntry[]> => {
    const entries: AuditEntry[] = [];
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :month AND sk < :before",
          ExpressionAttributeValues: { ":month": text(auditPartition(month)), ":before": text(before) },
          ScanIndexForward: false,
          Limit: limit - entries.length,
          ConsistentRead: true,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        }),
      );
      entries.push(...Items.map(readEntry));
      start = LastEvaluatedKey;
    } while (start !== undefined && entries.length < limit);
    return entries;
  };

  return {
    async begin({ who, role, action, target, detail }) {
      count = (count + 1) % mostCount;
      const id = auditId(new Date(now()), count, random());
      const Item = itemOf({
        ...auditKey(id),
        who: text(who),
        role: text(role),
        action: text(action),
        target: target === undefined ? undefined : text(target),
        detail: detail === undefined ? undefined : text(detail),
        expires: number(Math.ceil(now() / 1000) + auditRetentionSeconds),
      });
      // Without a condition: no other entry has this id, and one whose answer was lost may be put again.
      await dynamodb.send(new PutItemCommand({ TableName: table, Item }));
      return id;
    },
    async end(id, outcome) {
      try {
        await dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key: auditKey(id),
            UpdateExpression: "SET outcome = :outcome",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":outcome": text(outcome) },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error; // expired meanwhile: it stays gone
      }
    },
    async entries({ limit, cursor }) {
      if (cursor !== undefined && !isAuditId(cursor)) throw cursorRefused();
      const rows: AuditEntry[] = [];
      let month = monthOf(cursor ?? new Date(now() + clockSkewMilliseconds).toISOString());
      for (let looked = 0; looked < auditMonths && rows.length <= limit; looked += 1) {
        rows.push(...(await entriesOf(month, cursor ?? end, limit + 1 - rows.length)));
        month = monthBefore(month);
      }
      const shown = rows.slice(0, limit);
      const last = shown.at(-1)?.id;
      return { rows: shown, ...(rows.length > limit && last !== undefined && { next: last }) };
    },
  };
}

/** Somebody whose clock is ahead may have begun the next month. */
const clockSkewMilliseconds = 300_000;

function readEntry(item: Item): AuditEntry {
  const id = readText(item, "sk") ?? "";
  const target = readText(item, "target");
  const detail = readText(item, "detail");
  const outcome = readText(item, "outcome");
  return {
    id,
    time: id.slice(0, id.indexOf("#")),
    who: readText(item, "who") ?? "",
    role: roleOf(readText(item, "role")),
    action: readText(item, "action") ?? "",
    ...(target !== undefined && { target }),
    ...(detail !== undefined && { detail }),
    ...(outcome !== undefined && { outcome }),
  };
}

function roleOf(value: string | undefined): Role {
  return roles.find((role) => role === value) ?? "viewer";
}

function cursorRefused(): OperatorError {
  const message = "write the cursor that the last page gave as `next`";
  return new OperatorError("request_invalid", `cursor: ${message}`, {
    fields: [{ field: "cursor", message }],
  });
}
