import { defineSamples } from "./sample.ts";
/** Postmark writes seven digits of a second. */
function time(context) {
    return context.now.toISOString().replace("Z", "0000Z");
}
export const postmark = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Postmark" }),
    events: {
        Delivery: (context) => ({
            payload: {
                RecordType: "Delivery",
                ServerID: 23,
                MessageStream: "outbound",
                MessageID: context.uuid(),
                Recipient: "jenny.rosen@example.com",
                Tag: "receipts",
                DeliveredAt: time(context),
                Details: "smtp;250 2.0.0 OK",
                Metadata: { order: `order-${context.digits(6)}` },
            },
        }),
        Bounce: (context) => ({
            payload: {
                RecordType: "Bounce",
                ID: Number(context.digits(10)),
                Type: "HardBounce",
                TypeCode: 1,
                Name: "Hard bounce",
                Tag: "receipts",
                MessageID: context.uuid(),
                ServerID: 23,
                MessageStream: "outbound",
                Description: "The server was unable to deliver your message.",
                Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
                Email: "jenny.rosen@example.com",
                From: "shop@mail.example.com",
                BouncedAt: time(context),
                DumpAvailable: true,
                Inactive: true,
                CanActivate: true,
                Subject: "Your order is on its way",
                Metadata: {},
            },
        }),
        Click: (context) => ({
            payload: {
                RecordType: "Click",
                ClickLocation: "HTML",
                Client: { Name: "Chrome", Company: "Google", Family: "Chrome" },
                OS: { Name: "macOS", Company: "Apple Inc.", Family: "macOS" },
                Platform: "Desktop",
                UserAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
                OriginalLink: "https://shop.example.com/orders/1042",
                Geo: { CountryISOCode: "DE", Country: "Germany", City: "Berlin", IP: "203.0.113.7" },
                MessageID: context.uuid(),
                MessageStream: "outbound",
                ReceivedAt: time(context),
                Tag: "receipts",
                Recipient: "jenny.rosen@example.com",
                Metadata: {},
            },
        }),
    },
});
