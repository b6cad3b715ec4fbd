import { defineSamples } from "./sample.ts";
export const workos = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "WorkOS Webhooks" }),
    events: {
        "user.created": (context) => ({
            payload: {
                id: `event_01${context.id(24).toUpperCase()}`,
                event: "user.created",
                data: {
                    object: "user",
                    id: `user_01${context.id(24).toUpperCase()}`,
                    email: "ada@example.com",
                    first_name: "Ada",
                    last_name: "Lovelace",
                    email_verified: true,
                    profile_picture_url: null,
                    last_sign_in_at: null,
                    external_id: null,
                    metadata: {},
                    created_at: context.now.toISOString(),
                    updated_at: context.now.toISOString(),
                },
                created_at: context.now.toISOString(),
                context: {},
            },
        }),
    },
});
