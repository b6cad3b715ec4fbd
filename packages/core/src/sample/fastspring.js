import { defineSamples } from "./sample.ts";
export const fastspring = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "FastSpring" }),
    events: {
        "order.completed": (context) => ({
            payload: {
                events: [
                    {
                        id: context.id(22),
                        processed: false,
                        created: context.now.getTime(),
                        type: "order.completed",
                        live: true,
                        data: {
                            order: context.id(22),
                            id: context.id(22),
                            reference: `ACM${context.digits(6)}-1234-56789`,
                            account: context.id(22),
                            currency: "USD",
                            total: 49.9,
                            completed: true,
                            customer: { first: "Jenny", last: "Rosen", email: "jenny.rosen@example.com" },
                            items: [{ product: "handbook", quantity: 1, display: "Handbook", sku: "HB-1", subtotal: 49.9 }],
                        },
                    },
                ],
            },
        }),
    },
});
