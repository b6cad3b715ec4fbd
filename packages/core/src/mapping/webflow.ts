import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";
import { answerText } from "./answer-text.ts";

/*
 * Field names from Webflow's API reference, version 2. Orders come with their amounts in minor units. Pages, sites and
 * entries of collections are nothing that the domain knows.
 */

/** Webflow. */
export const webflowMapping = defineMapping({
  form_submission: row("form.submitted", submission),
  ecomm_new_order: row("order.created", order),
  ecomm_order_changed: row("order.updated", order),
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

function order(input: MappingInput): DomainFields<"order.created"> {
  const entry = inner(input);
  const { value, unit } = fields(entry["customerPaid"]);
  return {
    orderId: entry["orderId"],
    amount: typeof value === "string" ? Number(value) : value,
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
