export { createSample, type CreateSampleOptions, type SampleRequest, sampleTypes } from "./create-sample.ts";
export {
  repeatableBytes,
  type SignedRequest,
  signWebhook,
  type SignWebhookOptions,
  tamper,
  type TamperKind,
  type TamperOptions,
} from "./sign-webhook.ts";
