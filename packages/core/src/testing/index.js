export { createSample, sampleTypes } from "./create-sample.ts";
export { createHandshakes, } from "./create-handshake.ts";
export { createOutOfOrder } from "./out-of-order.ts";
export { repeatableBytes, signWebhook, tamper, } from "./sign-webhook.ts";
