import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, type: string, data: JsonObject): SampleEvent {
  return {
    payload: {
      data,
      event_attributes: {
        http_request: { client_ip: "203.0.113.7", user_agent: "Mozilla/5.0 (X11; Linux x86_64)" },
      },
      instance_id: `ins_${context.id(27)}`,
      object: "event",
      timestamp: context.now.getTime(),
      type,
    },
  };
}

export const clerk = defineSamples({
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "Svix-Webhooks/1.79 (sender-9YMgn; +https://www.svix.com/http-sender/)",
    "svix-id": `msg_${context.id(27)}`,
  }),
  events: {
    "user.created": (context) => {
      const email = `idn_${context.id(27)}`;
      return event(context, "user.created", {
        id: `user_${context.id(27)}`,
        object: "user",
        username: null,
        first_name: "Ada",
        last_name: "Lovelace",
        banned: false,
        created_at: context.now.getTime() - 400,
        updated_at: context.now.getTime() - 400,
        last_sign_in_at: null,
        email_addresses: [
          {
            id: email,
            object: "email_address",
            email_address: "ada@example.com",
            linked_to: [],
            verification: { status: "verified", strategy: "email_code" },
          },
        ],
        phone_numbers: [],
        external_accounts: [],
        external_id: null,
        image_url: "https://img.clerk.com/xxxxxx",
        password_enabled: true,
        primary_email_address_id: email,
        primary_phone_number_id: null,
        two_factor_enabled: false,
        public_metadata: {},
        private_metadata: {},
        unsafe_metadata: {},
      });
    },

    "user.deleted": (context) =>
      event(context, "user.deleted", { deleted: true, id: `user_${context.id(27)}`, object: "user" }),

    "session.created": (context) =>
      event(context, "session.created", {
        object: "session",
        id: `sess_${context.id(27)}`,
        user_id: `user_${context.id(27)}`,
        client_id: `client_${context.id(27)}`,
        actor: null,
        status: "active",
        created_at: context.now.getTime() - 300,
        updated_at: context.now.getTime() - 300,
        last_active_at: context.now.getTime() - 300,
        expire_at: context.now.getTime() + 604_800_000,
        abandon_at: context.now.getTime() + 2_592_000_000,
      }),

    "paymentAttempt.updated": (context) => {
      const money = (amount: number): JsonObject => ({
        amount,
        amount_formatted: (amount / 100).toFixed(2),
        currency: "USD",
        currency_symbol: "$",
      });
      return event(context, "paymentAttempt.updated", {
        object: "commerce_payment_attempt",
        id: `cpayatt_${context.id(27)}`,
        payment_id: `cpay_${context.id(27)}`,
        statement_id: `cstmt_${context.id(27)}`,
        gateway_external_id: `pi_${context.id()}`,
        status: "paid",
        charge_type: "recurring",
        created_at: context.now.getTime() - 900,
        updated_at: context.now.getTime() - 400,
        paid_at: context.now.getTime() - 400,
        billing_date: context.now.getTime() - 900,
        payer: {
          object: "commerce_payer",
          id: `cpayer_${context.id(27)}`,
          user_id: `user_${context.id(27)}`,
          first_name: "Jenny",
          last_name: "Rosen",
          email: "jenny.rosen@example.com",
        },
        totals: { subtotal: money(2500), tax_total: money(0), grand_total: money(2500) },
        payment_source: {
          id: `idn_${context.id(27)}`,
          gateway: "stripe",
          gateway_external_id: `pm_${context.id()}`,
          payment_method: "card",
          status: "active",
          card_type: "visa",
          last4: "4242",
        },
        subscription_items: [],
      });
    },

    "organization.created": (context) =>
      event(context, "organization.created", {
        id: `org_${context.id(27)}`,
        object: "organization",
        name: "Acme",
        slug: "acme",
        created_by: `user_${context.id(27)}`,
        created_at: context.now.getTime() - 400,
        updated_at: context.now.getTime() - 400,
        image_url: "https://img.clerk.com/xxxxxx",
        max_allowed_memberships: 5,
        public_metadata: {},
      }),
  },
});
