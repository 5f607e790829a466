declare const brand: unique symbol;
type Id<B extends string> = string & { readonly [brand]: B };

/** `platform:…`, unique over all platforms; the part behind the colon belongs to the adapter. */
export type RoomId = Id<'room'>;
export type GroupId = Id<'group'>;
export type PersonId = Id<'person'>;
/** One inbound event, as the platform numbers it: the dedupe key. */
export type ArrivalId = Id<'arrival'>;
/** A message that was delivered, in the adapter's own terms. */
export type MessageRef = Id<'message'>;
export type SessionId = Id<'session'>;
/** A topic's file name: lower-case words with hyphens. */
export type Slug = Id<'slug'>;
export type QuestionId = Id<'question'>;

export const roomId = (value: string): RoomId => value as RoomId;
export const groupId = (value: string): GroupId => value as GroupId;
export const personId = (value: string): PersonId => value as PersonId;
export const arrivalId = (value: string): ArrivalId => value as ArrivalId;
export const messageRef = (value: string): MessageRef => value as MessageRef;
export const sessionId = (value: string): SessionId => value as SessionId;
export const slug = (value: string): Slug => value as Slug;
export const questionId = (value: string): QuestionId => value as QuestionId;
