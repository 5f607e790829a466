import type { Generated } from 'kysely';

/** Times are milliseconds since the epoch; `json` columns hold JSON text; flags are 0 or 1. */
export interface Schema {
  arrival: { id: string; at: number };
  room: {
    id: string;
    platform: string;
    kind: string;
    group_id: string;
    title: string;
    locale: string | null;
    seen_at: number;
    closed_at: number | null;
    closed_why: string | null;
  };
  group_settings: { id: string; platform: string; settings: string };
  person: { id: string; name: string; locale: string | null; seen_at: number };
  outbox: {
    id: Generated<number>;
    key: string;
    room: string;
    recipient: string | null;
    reply: string | null;
    view: string;
    locale: string;
    time_zone: string;
    edits: string | null;
    unsure: string;
    state: 'waiting' | 'sending' | 'sent' | 'dropped' | 'failed';
    attempts: number;
    /** Rises when an edit that was not yet sent is replaced. */
    revision: number;
    due_at: number;
    message: string | null;
    fault: string | null;
    created_at: number;
    sent_at: number | null;
  };
  due: { key: string; kind: string; room: string | null; at: number; payload: string; leased_until: number | null; attempts: number };
  game: { id: string; room: string; group_id: string; active: number; session: string; updated_at: number };
  seat: { game: string; person: string; seat: string };
  asked: { group_id: string; question: string; at: number };
  award: {
    session: string;
    question: string;
    person: string;
    group_id: string;
    points: number;
    right: number;
    answered: number;
    day: string;
    at: number;
  };
  schedule: {
    id: Generated<number>;
    group_id: string;
    room: string;
    kind: string;
    minute: number;
    days: string;
    paused: number;
    next_at: number | null;
    last_at: number | null;
    last_outcome: string | null;
  };
  digest: {
    id: Generated<number>;
    group_id: string;
    room: string;
    date: string;
    slug: string;
    locale: string;
    summary: string;
    question: string | null;
    option_order: string;
    at: number;
  };
  warmup: { digest: number; person: string; given: string; right: number; at: number };
  reading: { person: string; slug: string; at: number };
  practice: { person: string; question: string; position: number; at: number };
  near_miss: { question: string; text: string; at: number; times: number };
  note: { key: string; text: string; person: string | null; until: number };
  summary: { key: string; summary: string; at: number };
  usage: { day: string; model: string; purpose: string; outcome: string; calls: number; prompt_tokens: number; completion_tokens: number };
  imported_article: {
    slug: string;
    locale: string;
    version: string;
    title: string;
    topic: string | null;
    source: string;
    article: string;
    current: number;
    at: number;
  };
  room_log: { seq: Generated<number>; key: string; room: string; recipient: string | null; body: string; at: number; revision: number };
  room_log_revision: { revision: number };
  local_person: { id: string; name: string; folded: string; manager: number; secret_hash: string; at: number };
}
