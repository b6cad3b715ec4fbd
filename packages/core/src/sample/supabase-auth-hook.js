import { defineSamples } from "./sample.ts";
export const supabaseAuthHook = defineSamples({
    headers: (context) => ({
        "content-type": "application/json; charset=UTF-8",
        "user-agent": "Go-http-client/2.0",
        "webhook-id": context.uuid(),
    }),
    events: {
        "send-email": (context) => ({
            payload: {
                user: {
                    id: context.uuid(),
                    aud: "authenticated",
                    role: "authenticated",
                    email: "jon@example.com",
                    phone: "",
                    app_metadata: { provider: "email", providers: ["email"] },
                    user_metadata: { email: "jon@example.com", email_verified: false },
                    identities: [],
                    created_at: context.now.toISOString(),
                    updated_at: context.now.toISOString(),
                    is_anonymous: false,
                },
                email_data: {
                    token: context.digits(6),
                    token_hash: context.id(56).toLowerCase(),
                    redirect_to: "https://shop.example.com/",
                    email_action_type: "signup",
                    site_url: "https://acme.supabase.co/auth/v1",
                    token_new: "",
                    token_hash_new: "",
                },
            },
        }),
    },
});
