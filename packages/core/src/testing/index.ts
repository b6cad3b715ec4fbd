export { createSample, type CreateSampleOptions, type SampleRequest, sampleTypes } from "./create-sample.ts";
export {
  createHandshakes,
  type CreateHandshakeOptions,
  type HandshakeRequest,
} from "./create-handshake.ts";
export { createOutOfOrder } from "./out-of-order.ts";
export {
  repeatableBytes,
  type SignedRequest,
  signWebhook,
  type SignWebhookOptions,
  tamper,
  type TamperKind,
  type TamperOptions,
} from "./sign-webhook.ts";
