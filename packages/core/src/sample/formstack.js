import { defineSamples } from "./sample.ts";
export const formstack = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Formstack" }),
    events: {
        submission: (context) => ({
            payload: {
                FormID: context.digits(7),
                UniqueID: context.digits(9),
                Name: { first: "Ada", last: "Lovelace" },
                Email: "ada@example.com",
                "What did you like?": ["The speed", "The price"],
            },
        }),
    },
});
