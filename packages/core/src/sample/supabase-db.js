import { defineSamples } from "./sample.ts";
export const supabaseDb = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "pg_net/0.19.5" }),
    events: {
        "orders.INSERT": (context) => ({
            payload: {
                type: "INSERT",
                table: "orders",
                record: { id: context.uuid(), total: 4990, currency: "EUR", created_at: context.now.toISOString() },
                schema: "public",
                old_record: null,
            },
        }),
    },
});
