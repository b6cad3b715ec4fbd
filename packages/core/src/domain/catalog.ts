import type { StandardSchemaV1 } from "@standard-schema/spec";
import { buildEvents } from "./build.ts";
import { callEvents } from "./call.ts";
import { checkoutEvents } from "./checkout.ts";
import { codeEvents } from "./code.ts";
import { contactEvents } from "./contact.ts";
import { customerEvents } from "./customer.ts";
import { dealEvents } from "./deal.ts";
import type { DomainDefinition } from "./definition.ts";
import { deploymentEvents } from "./deployment.ts";
import { disputeEvents } from "./dispute.ts";
import { documentEvents } from "./document.ts";
import { emailEvents } from "./email.ts";
import { fileEvents } from "./file.ts";
import { formEvents } from "./form.ts";
import { fulfilmentEvents } from "./fulfilment.ts";
import { incidentEvents } from "./incident.ts";
import { invoiceEvents } from "./invoice.ts";
import { issueEvents } from "./issue.ts";
import { meetingEvents } from "./meeting.ts";
import { messageEvents } from "./message.ts";
import { orderEvents } from "./order.ts";
import { organizationEvents } from "./organization.ts";
import { packageEvents } from "./package.ts";
import { paymentMethodEvents } from "./payment-method.ts";
import { paymentEvents } from "./payment.ts";
import { payoutEvents } from "./payout.ts";
import { productEvents } from "./product.ts";
import { pullRequestEvents } from "./pull-request.ts";
import { refundEvents } from "./refund.ts";
import { releaseEvents } from "./release.ts";
import { subscriptionEvents } from "./subscription.ts";
import { ticketEvents } from "./ticket.ts";
import { userEvents } from "./user.ts";

/**
 * Every domain type: `entity.verb_past`, no two for one idea. A new family is one file, spread here, and its words in
 * `describe/words.ts`. The types that handlers see, the router's checks and the documentation are all made from this
 * list.
 */
export const catalog = {
  ...paymentEvents,
  ...paymentMethodEvents,
  ...refundEvents,
  ...disputeEvents,
  ...payoutEvents,
  ...checkoutEvents,
  ...subscriptionEvents,
  ...invoiceEvents,
  ...customerEvents,
  ...productEvents,
  ...orderEvents,
  ...fulfilmentEvents,
  ...contactEvents,
  ...dealEvents,
  ...emailEvents,
  ...messageEvents,
  ...callEvents,
  ...meetingEvents,
  ...formEvents,
  ...documentEvents,
  ...fileEvents,
  ...ticketEvents,
  ...userEvents,
  ...organizationEvents,
  ...codeEvents,
  ...pullRequestEvents,
  ...issueEvents,
  ...releaseEvents,
  ...packageEvents,
  ...buildEvents,
  ...deploymentEvents,
  ...incidentEvents,
} satisfies Readonly<Record<string, DomainDefinition>>;

/** The name of a domain event, `payment.succeeded`. */
export type DomainType = keyof typeof catalog;

/** The fields of a domain event, without `original`. */
export type DomainData<Type extends DomainType> = Type extends DomainType
  ? StandardSchemaV1.InferOutput<(typeof catalog)[Type]["schema"]>
  : never;

/** All domain types, in the catalog's order. */
// safe: the keys of an object literal that nothing adds to
export const domainTypes: readonly DomainType[] = Object.keys(catalog) as DomainType[];

/** Whether a text names a domain type. */
export function isDomainType(type: string): type is DomainType {
  return Object.hasOwn(catalog, type);
}

/** What `dataschema` says of a domain type: `hookyard:payment.succeeded:1`. */
export function dataSchemaOf(type: DomainType): string {
  return `hookyard:${type}:${catalog[type].version}`;
}
