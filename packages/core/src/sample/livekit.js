import { defineSamples, unixSeconds } from "./sample.ts";
export const livekit = defineSamples({
    headers: () => ({ "content-type": "application/webhook+json", "user-agent": "Go-http-client/1.1" }),
    events: {
        participant_joined: (context) => {
            const at = String(unixSeconds(context.now));
            return {
                payload: {
                    event: "participant_joined",
                    room: {
                        sid: `RM_${context.id(12)}`,
                        name: "weekly-review",
                        emptyTimeout: 300,
                        creationTime: at,
                        numParticipants: 1,
                    },
                    participant: {
                        sid: `PA_${context.id(12)}`,
                        identity: "jenny",
                        state: "ACTIVE",
                        joinedAt: at,
                        name: "Jenny Rosen",
                    },
                    id: `EV_${context.id(12)}`,
                    createdAt: at,
                },
            };
        },
    },
});
