import type { Json } from "../event.ts";

/**
 * What Clerk sends, by what the event is about: the fields that are read here and those that handlers ask for most. Field
 * names from the documentation; `@clerk/backend` 2.33.8's own types fit, which a test holds.
 * @see https://clerk.com/docs/guides/development/webhooks/overview
 */
export interface ClerkPayloads {
  "*": ClerkEvent;
  "user.created": ClerkEvent<ClerkUser>;
  "user.updated": ClerkEvent<ClerkUser>;
  "user.deleted": ClerkEvent<ClerkDeleted>;
  "user.signed_in": ClerkEvent<ClerkSession>;
  "user.signed_out": ClerkEvent<ClerkSession>;
  "organization.created": ClerkEvent<ClerkOrganization>;
  "organization.updated": ClerkEvent<ClerkOrganization>;
  "organization.deleted": ClerkEvent<ClerkDeleted>;
  "organization.member_added": ClerkEvent<ClerkMembership>;
  "organization.member_updated": ClerkEvent<ClerkMembership>;
  "organization.member_removed": ClerkEvent<ClerkMembership>;
}

export interface ClerkEvent<Data = Json> {
  readonly type: string;
  readonly object: "event";
  readonly data: Data;
  /** Who asked for it. */
  readonly event_attributes?: {
    readonly http_request?: { readonly client_ip?: string; readonly user_agent?: string };
  };
}

export interface ClerkUser {
  readonly id: string;
  readonly object: "user";
  readonly username: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly image_url: string;
  readonly external_id: string | null;
  readonly primary_email_address_id: string | null;
  readonly primary_phone_number_id: string | null;
  readonly email_addresses: readonly {
    readonly id: string;
    readonly email_address: string;
    readonly verification: { readonly status: string } | null;
  }[];
  readonly phone_numbers: readonly { readonly id: string; readonly phone_number: string }[];
  /** Milliseconds since 1970, as all times of Clerk. */
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ClerkDeleted {
  readonly id?: string;
  readonly object: string;
  readonly deleted: boolean;
}

export interface ClerkSession {
  readonly id: string;
  readonly object: "session";
  readonly user_id: string;
  readonly client_id: string;
  readonly status: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ClerkOrganization {
  readonly id: string;
  readonly object: "organization";
  readonly name: string;
  readonly slug: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ClerkMembership {
  readonly id: string;
  readonly object: "organization_membership";
  readonly role: string;
  readonly organization: ClerkOrganization;
  readonly public_user_data: {
    readonly user_id: string;
    /** An e-mail address, a phone number or a user name. */
    readonly identifier: string;
    readonly first_name: string | null;
    readonly last_name: string | null;
  };
}
