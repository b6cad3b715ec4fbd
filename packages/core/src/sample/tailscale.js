import { defineSamples } from "./sample.ts";
export const tailscale = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Go-http-client/1.1" }),
    events: {
        nodeCreated: (context) => ({
            payload: [
                {
                    timestamp: context.now.toISOString(),
                    version: 1,
                    type: "nodeCreated",
                    tailnet: "example.com",
                    message: "Node shop-1 created",
                    data: {
                        nodeID: context.digits(16),
                        url: "https://login.tailscale.com/admin/machines/100.64.0.7",
                        deviceName: "shop-1.example.ts.net",
                        managedBy: "ada@example.com",
                        actor: "ada@example.com",
                    },
                },
            ],
        }),
    },
});
