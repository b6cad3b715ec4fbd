import { defineSamples } from "./sample.ts";
export const deepgram = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Deepgram" }),
    events: {
        transcription: (context) => ({
            payload: {
                metadata: {
                    transaction_key: "deprecated",
                    request_id: context.uuid(),
                    sha256: context.id(64).toLowerCase(),
                    created: context.now.toISOString(),
                    duration: 4.2,
                    channels: 1,
                    models: [context.uuid()],
                },
                results: {
                    channels: [
                        {
                            alternatives: [
                                {
                                    transcript: "when does the next train leave",
                                    confidence: 0.98,
                                    words: [{ word: "when", start: 0.16, end: 0.4, confidence: 0.99 }],
                                },
                            ],
                        },
                    ],
                },
            },
        }),
    },
});
