import { defineSamples } from "./sample.ts";
export const msTeamsOutgoing = defineSamples({
    headers: () => ({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
    }),
    events: {
        message: (context) => ({
            payload: {
                type: "message",
                id: String(context.now.getTime()),
                timestamp: context.now.toISOString(),
                localTimestamp: context.now.toISOString(),
                serviceUrl: "https://smba.trafficmanager.net/emea/",
                channelId: "msteams",
                from: { id: `29:1${context.id(60)}`, name: "Jenny Rosen", aadObjectId: context.uuid() },
                conversation: {
                    isGroup: true,
                    id: `19:${Buffer.from(context.random(16)).toString("hex")}@thread.skype;messageid=${context.now.getTime()}`,
                    name: null,
                },
                recipient: null,
                text: "<at>Orders</at> status of 1042?\n",
                textFormat: "plain",
                entities: [{ type: "clientInfo", locale: "en-US", country: "US", platform: "Mac" }],
            },
        }),
    },
});
