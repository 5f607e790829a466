import { letterAt } from '../chat/fitting/letters.ts';
import { isSpellable } from '../chat/illustrate.ts';
import { clip, isVisible } from '../chat/length.ts';
import type { PollForm } from '../chat/view.ts';
import type { Prose } from '../kernel/prose.ts';
import { type Instant, seconds } from '../kernel/time.ts';
import { plainText } from './encode.ts';
import { telegramLimits } from './limits.ts';
import { quiet } from './writing.ts';

export interface PollPayload {
  readonly question: string;
  readonly options: readonly { readonly text: string }[];
  readonly description: string;
  readonly explanation: string;
  readonly right: readonly number[];
  readonly several: boolean;
  /** Seconds since the epoch. */
  readonly closes: number;
}

/**
 * The question as a native quiz poll, or null where it does not fit: too long, a formula that only a picture shows, or hardly any time
 * left. A question with a picture has letters for options; its text says the question too, as far as that reads well.
 */
export function pollPayload(form: PollForm, now: Instant): PollPayload | null {
  const { poll } = telegramLimits;
  const drawn = form.picture !== undefined;
  const written = [form.question, form.explanation, ...form.options.map((option) => option.label)];
  if (drawn ? !isSpellable(form.explanation) : written.some(holdsFormula)) return null;
  const asked = line(form.question);
  const question = drawn && !(isSpellable(form.question) && within(asked, 1, poll.question)) ? line(form.title) : asked;
  const options = form.options.map((option, index) => ({ text: drawn ? letterAt(index) : line(option.label) }));
  const explanation = quiet(plainText(form.explanation)).trim();
  const closes = Math.ceil(form.closes / 1000);
  const fits =
    within(question, 1, poll.question) &&
    options.length >= 2 &&
    options.length <= poll.options &&
    options.every(({ text }) => within(text, 1, poll.option)) &&
    new Set(options.map(({ text }) => text)).size === options.length &&
    explanation.length <= poll.explanation &&
    explanation.split('\n').length - 1 <= poll.lineFeeds &&
    seconds(closes - Math.floor(now / 1000)) >= poll.shortest;
  if (!fits) return null;
  const description = clip(quiet(line(form.title)), poll.description, 'utf16');
  return { question, options, description, explanation, right: form.right, several: form.lock !== null, closes };
}

const holdsFormula = (content: Prose): boolean => content.some((node) => node.kind === 'math');
const line = (content: Prose): string => plainText(content).toWellFormed().replaceAll(/\s+/g, ' ').trim();
const within = (text: string, least: number, most: number): boolean => text.length >= least && text.length <= most && isVisible(text);
