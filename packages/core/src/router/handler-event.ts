import type { DomainData, DomainType } from "../domain/catalog.ts";
import type { Mismatch } from "../domain/mismatch.ts";
import type { HookyardEvent } from "../event.ts";
import type { Provider } from "../provider.ts";
import type { ProviderPayload } from "./provider-payloads.ts";
import type { Source } from "./source.ts";

/** The sources of a router, by name. */
export type Sources = Readonly<Record<string, Source>>;

type ProvidersOf<S extends Sources> = S[keyof S]["provider"];
type IdOf<P> = P extends Provider<infer Id> ? Id : never;
type TypesOf<P> = P extends Provider<string, infer Type> ? Extract<Type, DomainType> : never;
type FamilyOf<Type> = Type extends `${infer Family}.${string}` ? Family : never;

/** The domain types that the sources of a router can give. */
export type ProducedTypes<S extends Sources> = TypesOf<ProvidersOf<S>>;

/** What may stand in a consumer's `on`, given the router's sources. */
export type OnOf<S extends Sources> =
  | ProducedTypes<S>
  | `${FamilyOf<ProducedTypes<S>>}.*`
  | `${IdOf<ProvidersOf<S>>}.${string}`
  | "*";

/** A domain event as one provider gives it. */
export type DomainEvent<Type extends DomainType, Id extends string> = HookyardEvent<
  Type,
  DomainData<Type> & { readonly original: ProviderPayload<Id, Type> },
  Id
>;

/** An event that has no domain type, under the provider's own type. */
export type PassthroughEvent<Type extends string, Id extends string> = HookyardEvent<
  Type,
  {
    readonly original: ProviderPayload<Id>;
    /** Present when it should have become a domain event and did not fit. */
    readonly mismatch?: Mismatch;
  },
  Id
>;

/** Each pair of a provider and a domain type that it gives. */
type DomainEventsOf<P, Wanted extends string> =
  P extends Provider<infer Id> ? DomainEventsFrom<Id, Extract<TypesOf<P>, Wanted>> : never;

type DomainEventsFrom<Id extends string, Type> = Type extends DomainType ? DomainEvent<Type, Id> : never;

type PassthroughEventsOf<P, Wanted extends string> =
  P extends Provider<infer Id> ? PassthroughEventsFrom<Id, Wanted> : never;

type PassthroughEventsFrom<Id extends string, Wanted> = Wanted extends `${Id}.${string}`
  ? PassthroughEvent<Wanted, Id>
  : never;

type Everything<P> =
  P extends Provider<infer Id>
    ? DomainEventsFrom<Id, TypesOf<P>> | PassthroughEvent<`${Id}.${string}`, Id>
    : never;

/** The events that one entry of `on` stands for. */
type EventOf<P, Entry> = Entry extends "*"
  ? Everything<P>
  : Entry extends `${infer Prefix}.*`
    ? DomainEventsOf<P, `${Prefix}.${string}`> | PassthroughEventsOf<P, `${Prefix}.${string}`>
    : Entry extends string
      ? DomainEventsOf<P, Entry> | PassthroughEventsOf<P, Entry>
      : never;

/** What a handler gets: the union over `on`, told apart by `event.type` and by `event.provider`. */
export type HandlerEvent<S extends Sources, On extends readonly string[]> = EventOf<
  ProvidersOf<S>,
  On[number]
>;

/** The event of each consumer of a router. */
export type EventsOf<S extends Sources, On extends Readonly<Record<string, readonly string[]>>> = {
  readonly [Name in keyof On]: HandlerEvent<S, On[Name]>;
};
