import { bodyVariants } from "./body-variants.ts";
import type { Inquiry, Step } from "./inquiry.ts";
import { anyAgeSeconds } from "./probe.ts";

/** Another encoding, other spacing, another end: the body as it was before something rewrote it. */
export const bodyChanged: Step = async (inquiry) => {
  const { probe, refused, maxRewrittenBytes } = inquiry;
  const { request } = refused;
  if (request.body.byteLength > maxRewrittenBytes) return undefined;
  for (const { body, explanation } of bodyVariants(request.body, maxRewrittenBytes)) {
    if (probe.isSpent()) return undefined;
    if ((await probe.genuine({ request: { ...request, body } })) === undefined) continue;
    return (await isBodySigned(inquiry)) ? explanation : undefined;
  }
  return undefined;
};

/** Bodies that nobody has signed. Where one of them verifies too, the body is not what the signature is about. */
const controls = ['{"hookyard":"control"}', "a control that is no JSON"];

async function isBodySigned({ probe, refused }: Inquiry): Promise<boolean> {
  for (const control of controls) {
    const request = { ...refused.request, body: Buffer.from(control) };
    const outcome = await probe.verify({ request, toleranceSeconds: anyAgeSeconds });
    if (outcome === undefined || outcome.ok) return false;
  }
  return true;
}
