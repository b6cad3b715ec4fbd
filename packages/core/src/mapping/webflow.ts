import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * Field names from Webflow's API reference, version 2. Orders come with their amounts in minor units. Pages, sites and
 * entries of collections are nothing that the domain knows.
 */

/** Webflow. */
export const webflowMapping = defineMapping({
  form_submission: row("form.submitted", submission),
  ecomm_new_order: row("order.created", order),
  ecomm_order_changed: row("order.updated", order),
  user_account_added: row("user.created", user),
  user_account_updated: row("user.updated", user),
  user_account_deleted: row("user.deleted", user),
});

function inner({ payload }: MappingInput): Fields {
  return fields(fields(payload)["payload"]);
}

function submission(input: MappingInput): DomainFields<"form.submitted"> {
  const form = inner(input);
  const answers = Object.entries(fields(form["data"]));
  return {
    submissionId: form["id"],
    formId: form["formId"],
    formName: form["name"],
    answers: answers.map(([question, value]) => ({
      question,
      values: value === null || value === undefined ? [] : [answerText(value)],
    })),
    submittedAt: instant(form["submittedAt"]),
  };
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { id, data, createdOn, isEmailVerified } = inner(input);
  const { name, email } = fields(fields(data)["data"] ?? data);
  return {
    userId: id,
    name: someText(name),
    email: someText(email),
    emailVerified: isEmailVerified,
    createdAt: instant(createdOn),
  };
}

function order(input: MappingInput): DomainFields<"order.created"> {
  const entry = inner(input);
  const { value, unit } = fields(entry["customerPaid"]);
  return {
    orderId: entry["orderId"],
    amount: wholeUnits(value),
    currency: unit,
    customerEmail: someText(fields(entry["customerInfo"])["email"]),
    items: elements(entry["purchasedItems"])
      .map(fields)
      .map((item) => ({
        name: item["productName"],
        sku: someText(item["variantSKU"]),
        productId: item["productId"],
        quantity: item["count"],
      })),
    placedAt: instant(entry["acceptedOn"]),
  };
}
