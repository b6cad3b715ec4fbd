import { defineSamples } from "./sample.ts";
function notification(context, over) {
    return {
        payload: {
            value: [
                {
                    subscriptionId: context.uuid(),
                    subscriptionExpirationDateTime: new Date(context.now.getTime() + 86400000).toISOString(),
                    clientState: "",
                    tenantId: context.uuid(),
                    ...over,
                },
            ],
        },
    };
}
function changed(context, kind, changeType) {
    const user = context.uuid();
    const id = `AAMkAG${context.id(60)}=`;
    return notification(context, {
        changeType,
        resource: `Users/${user}/${kind}s/${id}`,
        resourceData: {
            "@odata.type": `#Microsoft.Graph.${kind}`,
            "@odata.id": `Users/${user}/${kind}s/${id}`,
            "@odata.etag": `W/"${context.id(28)}"`,
            id,
        },
    });
}
export const microsoftGraph = defineSamples({
    headers: () => ({ "content-type": "application/json; charset=utf-8" }),
    events: {
        "message.created": (context) => changed(context, "Message", "created"),
        "event.updated": (context) => changed(context, "Event", "updated"),
        "lifecycle.reauthorizationRequired": (context) => notification(context, {
            lifecycleEvent: "reauthorizationRequired",
            resource: `Users/${context.uuid()}/messages`,
        }),
    },
    handshakes: {
        validationToken: (context) => {
            const token = `Validation: Testing client application reachability for subscription Request-Id: ${context.uuid()}`;
            return {
                query: { validationToken: token },
                headers: { "content-type": "text/plain; charset=utf-8" },
                isSigned: false,
                answer: {
                    status: 200,
                    body: token,
                    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
                },
            };
        },
    },
});
