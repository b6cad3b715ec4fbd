import { defineSamples } from "./sample.ts";
function streamed(context, type, object) {
    return {
        payload: {
            specversion: "1.0",
            type,
            source: "urn:auth0:acme.eu.auth0.com",
            id: `evt_${context.id(16)}`,
            time: context.now.toISOString(),
            data: { object },
            a0tenant: "acme",
            a0stream: `est_${context.id(22)}`,
        },
    };
}
function logged(context, code, over) {
    const logId = `90020${context.digits(15)}00000000000000000000`;
    return {
        payload: [
            {
                log_id: logId,
                data: {
                    date: context.now.toISOString(),
                    type: code,
                    connection: "Username-Password-Authentication",
                    connection_id: `con_${context.id(16)}`,
                    client_id: context.id(32),
                    client_name: "Shop",
                    ip: "203.0.113.7",
                    user_agent: "Firefox 140.0.0 / Linux 0.0.0",
                    hostname: "acme.eu.auth0.com",
                    user_id: `auth0|${context.id(24).toLowerCase()}`,
                    user_name: "ada@example.com",
                    strategy: "auth0",
                    strategy_type: "database",
                    log_id: logId,
                    ...over,
                },
            },
        ],
    };
}
export const auth0 = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Auth0" }),
    events: {
        "user.created": (context) => streamed(context, "user.created", {
            user_id: `auth0|${context.id(24).toLowerCase()}`,
            email: "ada@example.com",
            email_verified: false,
            name: "Ada Lovelace",
            nickname: "ada",
            created_at: context.now.toISOString(),
            updated_at: context.now.toISOString(),
            identities: [{ connection: "Username-Password-Authentication", provider: "auth0", isSocial: false }],
        }),
        "log.s": (context) => logged(context, "s", {}),
        "log.fp": (context) => logged(context, "fp", { description: "Wrong email or password." }),
    },
});
