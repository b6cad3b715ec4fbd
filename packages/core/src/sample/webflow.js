import { defineSamples } from "./sample.ts";
export const webflow = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Webflow" }),
    events: {
        form_submission: (context) => ({
            payload: {
                triggerType: "form_submission",
                payload: {
                    name: "Contact us",
                    siteId: context.id(24).toLowerCase(),
                    data: { "First name": "Ada", Email: "ada@example.com", Message: "When do you open?" },
                    submittedAt: context.now.toISOString(),
                    id: context.id(24).toLowerCase(),
                    formId: context.id(24).toLowerCase(),
                    formElementId: context.uuid(),
                    pageId: context.id(24).toLowerCase(),
                },
            },
        }),
    },
});
