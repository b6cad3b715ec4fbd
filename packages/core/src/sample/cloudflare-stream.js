import { defineSamples } from "./sample.ts";
export const cloudflareStream = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Cloudflare-Stream" }),
    events: {
        ready: (context) => {
            const uid = context.id(32).toLowerCase();
            const customer = `https://customer-${context.id(16).toLowerCase()}.cloudflarestream.com/${uid}`;
            return {
                payload: {
                    uid,
                    creator: null,
                    thumbnail: `${customer}/thumbnails/thumbnail.jpg`,
                    readyToStream: true,
                    readyToStreamAt: context.now.toISOString(),
                    status: { state: "ready", pctComplete: "100.000000", errorReasonCode: "", errorReasonText: "" },
                    meta: { name: "opening-day.mp4" },
                    created: new Date(context.now.getTime() - 90000).toISOString(),
                    modified: context.now.toISOString(),
                    size: 383631,
                    preview: `${customer}/watch`,
                    allowedOrigins: [],
                    requireSignedURLs: false,
                    duration: 5.5,
                    input: { width: 1920, height: 1080 },
                    playback: { hls: `${customer}/manifest/video.m3u8`, dash: `${customer}/manifest/video.mpd` },
                    watermark: null,
                },
            };
        },
    },
});
