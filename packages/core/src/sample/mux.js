import { defineSamples, unixSeconds } from "./sample.ts";
export const mux = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Mux Webhooks" }),
    events: {
        "video.asset.ready": (context) => {
            const id = context.id(44);
            return {
                payload: {
                    type: "video.asset.ready",
                    request_id: null,
                    object: { type: "asset", id },
                    id: context.uuid(),
                    environment: { name: "Production", id: context.id(6).toLowerCase() },
                    data: {
                        id,
                        status: "ready",
                        created_at: unixSeconds(context.now) - 40,
                        duration: 23.857167,
                        max_stored_frame_rate: 29.97,
                        aspect_ratio: "16:9",
                        playback_ids: [{ policy: "public", id: context.id(46) }],
                        tracks: [{ type: "video", max_width: 1920, max_height: 1080, id: context.id(44) }],
                        meta: { title: "Opening day" },
                    },
                    created_at: context.now.toISOString(),
                    attempts: [],
                    access_token: null,
                    accessor: null,
                    accessor_source: null,
                },
            };
        },
    },
});
