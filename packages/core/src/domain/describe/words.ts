import type { DomainType } from "../catalog.ts";
import type { DomainDefinition, FamilyWords } from "../definition.ts";
import { buildWords } from "../build.ts";
import { callWords } from "../call.ts";
import { checkoutWords } from "../checkout.ts";
import { codeWords } from "../code.ts";
import { contactWords } from "../contact.ts";
import { customerWords } from "../customer.ts";
import { dealWords } from "../deal.ts";
import { deploymentWords } from "../deployment.ts";
import { disputeWords } from "../dispute.ts";
import { documentWords } from "../document.ts";
import { emailWords } from "../email.ts";
import { fileWords } from "../file.ts";
import { formWords } from "../form.ts";
import { fulfilmentWords } from "../fulfilment.ts";
import { incidentWords } from "../incident.ts";
import { invoiceWords } from "../invoice.ts";
import { issueWords } from "../issue.ts";
import { meetingWords } from "../meeting.ts";
import { messageWords } from "../message.ts";
import { orderWords } from "../order.ts";
import { organizationWords } from "../organization.ts";
import { packageWords } from "../package.ts";
import { paymentMethodWords } from "../payment-method.ts";
import { paymentWords } from "../payment.ts";
import { payoutWords } from "../payout.ts";
import { productWords } from "../product.ts";
import { pullRequestWords } from "../pull-request.ts";
import { refundWords } from "../refund.ts";
import { releaseWords } from "../release.ts";
import { subscriptionWords } from "../subscription.ts";
import { ticketWords } from "../ticket.ts";
import { userWords } from "../user.ts";

/** What each family says of itself and of its types, in the catalog's order. */
const all: readonly FamilyWords<Readonly<Record<string, DomainDefinition>>>[] = [
  paymentWords,
  paymentMethodWords,
  refundWords,
  disputeWords,
  payoutWords,
  checkoutWords,
  subscriptionWords,
  invoiceWords,
  customerWords,
  productWords,
  orderWords,
  fulfilmentWords,
  contactWords,
  dealWords,
  emailWords,
  messageWords,
  callWords,
  meetingWords,
  formWords,
  documentWords,
  fileWords,
  ticketWords,
  userWords,
  organizationWords,
  codeWords,
  pullRequestWords,
  issueWords,
  releaseWords,
  packageWords,
  buildWords,
  deploymentWords,
  incidentWords,
];

/** One sentence: when does it happen. */
export function typeWords(type: DomainType): string {
  return wordsFor(type)?.types[type] ?? "";
}

/** One sentence: what the whole family of a type is about. */
export function familyWords(type: DomainType): string {
  return wordsFor(type)?.family ?? "";
}

/** What the fields of a type hold, by their paths, where their names do not say it. */
export function fieldWords(type: DomainType): Readonly<Record<string, string>> {
  const words = wordsFor(type);
  return { ...words?.fields, ...words?.fieldsOf?.[type] };
}

function wordsFor(type: DomainType) {
  return all.find(({ types }) => Object.hasOwn(types, type));
}
