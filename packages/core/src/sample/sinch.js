import { defineSamples } from "./sample.ts";
export const sinch = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Sinch-Conversation/1.0",
        "x-sinch-webhook-signature-algorithm": "HmacSHA256",
        "x-sinch-webhook-signature-nonce": `01${context.id(24).toUpperCase()}`,
    }),
    events: {
        message: (context) => ({
            payload: {
                app_id: `01${context.id(24).toUpperCase()}`,
                accepted_time: context.now.toISOString(),
                event_time: context.now.toISOString(),
                project_id: context.uuid(),
                message: {
                    id: `01${context.id(24).toUpperCase()}`,
                    direction: "TO_APP",
                    contact_message: { text_message: { text: "Where is my order? 📦" } },
                    channel_identity: { channel: "WHATSAPP", identity: "14155550123", app_id: "" },
                    conversation_id: `01${context.id(24).toUpperCase()}`,
                    contact_id: `01${context.id(24).toUpperCase()}`,
                    accept_time: context.now.toISOString(),
                },
                message_metadata: "",
            },
        }),
    },
});
