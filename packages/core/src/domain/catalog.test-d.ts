import { describe, expectTypeOf, test } from "vitest";
import type { DomainData, DomainType } from "./catalog.ts";
import { row } from "./mapping.ts";

describe("domain types", () => {
  test("are a closed list of names", () => {
    expectTypeOf<string>().not.toExtend<DomainType>();
    expectTypeOf<"dispute.opened">().toExtend<DomainType>();
    expectTypeOf<"dispute.painted">().not.toExtend<DomainType>();
  });

  test("have the fields of their schema", () => {
    expectTypeOf<DomainData<"form.submitted">["answers"]>().toEqualTypeOf<
      { fieldId?: string; question?: string; values: string[] }[] | undefined
    >();
    expectTypeOf<DomainData<"email.bounced">["bounceType"]>().toEqualTypeOf<
      "permanent" | "temporary" | "unknown" | undefined
    >();
    expectTypeOf<DomainData<"payout.failed">["failureCode"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<DomainData<"payout.paid">>().not.toHaveProperty("failureCode");
    expectTypeOf<DomainData<"user.signed_in">["userId"]>().toEqualTypeOf<string>();
    expectTypeOf<DomainData<"user.sign_in_failed">["userId"]>().toEqualTypeOf<string | undefined>();
  });

  test("let no misspelt field into a mapping", () => {
    row("ticket.closed", () => ({ ticketId: "1", subject: "Help" }));
    // @ts-expect-error: no such field
    row("ticket.closed", () => ({ ticketId: "1", subjet: "Help" }));
    // @ts-expect-error: the id is missing
    row("ticket.closed", () => ({ subject: "Help" }));
  });
});
