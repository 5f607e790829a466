export interface Scroll {
  /** Something new stands at the end. False where the reader is elsewhere and is left in peace. */
  arrived(element: HTMLElement, follow: boolean): boolean;
  toEnd(): void;
}

/** Pixels from the end that still count as being at it. */
const near = 80;

/**
 * Follows the talk while the reader is at its end and holds still while the reader is not. A message taller than the pane is
 * shown from its top: people read from there.
 */
export function createScroll(pane: HTMLElement, inner: HTMLElement, away: (isAway: boolean) => void): Scroll {
  let following: 'end' | HTMLElement | null = 'end';
  /** Where we scrolled to ourselves, to tell our scrolling from the reader's. */
  let ours = -1;

  const atEnd = () => pane.scrollHeight - pane.scrollTop - pane.clientHeight < near;
  const settle = () => {
    if (following === null) return;
    const end = pane.scrollHeight - pane.clientHeight;
    const top = following === 'end' ? end : Math.min(end, following.offsetTop - 12);
    ours = Math.max(0, top);
    pane.scrollTop = ours;
  };

  pane.addEventListener(
    'scroll',
    () => {
      if (Math.abs(pane.scrollTop - ours) < 3) return;
      ours = -1;
      following = atEnd() ? 'end' : null;
      away(following === null);
    },
    { passive: true },
  );
  new ResizeObserver(settle).observe(inner);
  new ResizeObserver(settle).observe(pane);

  return {
    arrived(element, follow) {
      if (following === null && !follow) return false;
      following = element.offsetHeight > pane.clientHeight - 40 ? element : 'end';
      settle();
      return true;
    },
    toEnd() {
      following = 'end';
      settle();
      away(false);
    },
  };
}
