import { defineSamples, unixSeconds } from "./sample.ts";
function message(context, fields) {
    const id = Number(context.digits(9));
    return {
        message_id: Number(context.digits(4)),
        from: {
            id,
            is_bot: false,
            first_name: "Jenny",
            last_name: "Rosen",
            username: "jenny",
            language_code: "en",
        },
        chat: { id, first_name: "Jenny", last_name: "Rosen", username: "jenny", type: "private" },
        date: unixSeconds(context.now),
        ...fields,
    };
}
export const telegram = defineSamples({
    headers: () => ({ "content-type": "application/json" }),
    events: {
        message: (context) => ({
            payload: {
                update_id: Number(context.digits(9)),
                message: message(context, { text: "Where is my order? 📦" }),
            },
        }),
        edited_message: (context) => ({
            payload: {
                update_id: Number(context.digits(9)),
                edited_message: message(context, {
                    edit_date: unixSeconds(context.now),
                    text: "Where is order 1042?",
                }),
            },
        }),
        callback_query: (context) => {
            const sent = message(context, { text: "Approve order 1042?" });
            return {
                payload: {
                    update_id: Number(context.digits(9)),
                    callback_query: {
                        id: context.digits(18),
                        from: sent["from"] ?? null,
                        message: sent,
                        chat_instance: context.digits(18),
                        data: "approve:1042",
                    },
                },
            };
        },
    },
});
