import type { Slug } from '../kernel/ids.ts';
import type { Prose } from '../kernel/prose.ts';
import type { View } from './view.ts';

/** A topic as it is offered in any chat, to be sent there by a person. */
export interface TopicCard {
  readonly slug: Slug;
  readonly title: string;
  /** Shown under the title while choosing; the platform cuts it. */
  readonly about: Prose;
  /** What is sent. Without buttons: they would have no room. */
  readonly view: View;
}

/** The topics that words may mean, the likeliest first; no words give some to start with. `tag`: what the platform says of the language. */
export type TopicCards = (words: string, tag: string | null, most: number) => Promise<readonly TopicCard[]>;
