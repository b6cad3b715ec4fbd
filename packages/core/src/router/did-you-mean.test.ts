import { expect, test } from "vitest";
import { didYouMean, nearest } from "./did-you-mean.ts";

const words = ["payment.succeeded", "payment.failed", "refund.created"];

test.each([
  ["payment.suceeded", "payment.succeeded"],
  ["paymnet.failed", "payment.failed"],
  ["Refund.Created", "refund.created"],
  ["refund.create", "refund.created"],
])("%s means %s", (written, meant) => {
  expect(nearest(written, words)).toBe(meant);
});

test.each(["order.paid", "", "x".repeat(1000)])("nothing is near to %s", (written) => {
  expect(nearest(written, words)).toBeUndefined();
  expect(didYouMean(written, words)).toBe("");
});
