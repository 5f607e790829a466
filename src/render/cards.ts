import type { Card } from '../chat/picture.ts';
import type { Theme } from '../kernel/theme.ts';

/** A card's data as the template takes them: lines are runs. @throws BrokenFormula */
export function cardData(card: Card, _theme: Theme): object {
  return card;
}
