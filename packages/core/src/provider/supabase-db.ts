import { textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { supabaseDbMapping } from "../mapping/supabase-db.ts";
import { defineProvider } from "../provider.ts";
import { bearer } from "../scheme/token.ts";

/**
 * Supabase Database Webhooks: a row was inserted, updated or deleted.
 *
 * Supabase signs nothing: set the HTTP header `Authorization: Bearer <secret>` on the webhook. The type is the table
 * with the operation: `orders.INSERT`, with the schema in front where it is not `public`. There is no id and no time:
 * two updates that write the same twice are one event within the horizon, so let tables have a column that changes.
 *
 * That nothing is signed from third-party code; that nothing is sent again from memory, not confirmed.
 * @see https://supabase.com/docs/guides/database/webhooks
 */
export const supabaseDb = defineProvider({
  id: "supabase-db",
  name: "Supabase Database Webhooks",
  docs: "https://supabase.com/docs/guides/database/webhooks",
  scheme: bearer(),
  body: json,
  identify: ({ payload }) => {
    const operation = textAt(payload, "type") ?? "unknown";
    const table = textAt(payload, "table");
    const schema = textAt(payload, "schema") ?? "public";
    const qualified = schema === "public" || table === undefined ? table : `${schema}.${table}`;
    return {
      id: undefined,
      type: qualified === undefined ? operation : `${qualified}.${operation}`,
      time: undefined,
      subject: textAt(payload, "record.id") ?? textAt(payload, "old_record.id"),
    };
  },
  // Sent once. Short on purpose: without ids, equal bytes within it are taken for one event.
  horizonSeconds: 3600,
  deadlineSeconds: 5,
  domain: supabaseDbMapping,
});
