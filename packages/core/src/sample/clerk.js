import { defineSamples } from "./sample.ts";
function event(context, type, data) {
    return {
        payload: {
            data,
            event_attributes: {
                http_request: { client_ip: "203.0.113.7", user_agent: "Mozilla/5.0 (X11; Linux x86_64)" },
            },
            instance_id: `ins_${context.id(27)}`,
            object: "event",
            timestamp: context.now.getTime(),
            type,
        },
    };
}
export const clerk = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Svix-Webhooks/1.79 (sender-9YMgn; +https://www.svix.com/http-sender/)",
        "svix-id": `msg_${context.id(27)}`,
    }),
    events: {
        "user.created": (context) => {
            const email = `idn_${context.id(27)}`;
            return event(context, "user.created", {
                id: `user_${context.id(27)}`,
                object: "user",
                username: null,
                first_name: "Ada",
                last_name: "Lovelace",
                banned: false,
                created_at: context.now.getTime() - 400,
                updated_at: context.now.getTime() - 400,
                last_sign_in_at: null,
                email_addresses: [
                    {
                        id: email,
                        object: "email_address",
                        email_address: "ada@example.com",
                        linked_to: [],
                        verification: { status: "verified", strategy: "email_code" },
                    },
                ],
                phone_numbers: [],
                external_accounts: [],
                external_id: null,
                image_url: "https://img.clerk.com/xxxxxx",
                password_enabled: true,
                primary_email_address_id: email,
                primary_phone_number_id: null,
                two_factor_enabled: false,
                public_metadata: {},
                private_metadata: {},
                unsafe_metadata: {},
            });
        },
        "user.deleted": (context) => event(context, "user.deleted", { deleted: true, id: `user_${context.id(27)}`, object: "user" }),
        "organization.created": (context) => event(context, "organization.created", {
            id: `org_${context.id(27)}`,
            object: "organization",
            name: "Acme",
            slug: "acme",
            created_by: `user_${context.id(27)}`,
            created_at: context.now.getTime() - 400,
            updated_at: context.now.getTime() - 400,
            image_url: "https://img.clerk.com/xxxxxx",
            max_allowed_memberships: 5,
            public_metadata: {},
        }),
    },
});
