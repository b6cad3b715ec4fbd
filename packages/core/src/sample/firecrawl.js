import { defineSamples } from "./sample.ts";
export const firecrawl = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Firecrawl" }),
    events: {
        "crawl.page": (context) => ({
            payload: {
                success: true,
                type: "crawl.page",
                id: context.uuid(),
                webhookId: context.uuid(),
                data: [
                    {
                        markdown: "# Timetable\n\nThe next train leaves at noon.",
                        metadata: { title: "Timetable", sourceURL: "https://example.com/timetable", statusCode: 200 },
                    },
                ],
                metadata: {},
            },
        }),
    },
});
