const paths = {
  send: 'M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4',
  slash: 'M15 4 9 20',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  half: 'M12 3.5a8.5 8.5 0 1 0 0 17zM12 3.5a8.5 8.5 0 0 1 0 17z',
  pulse: 'M2.5 12h4.5l2.5-7 4.5 14 2.5-7h5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  check: 'M4.5 12.5 10 18 19.5 6.5',
  down: 'M12 4.5v15M5.5 13l6.5 6.5 6.5-6.5',
  close: 'M6 6l12 12M18 6 6 18',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 5a3.3 3.3 0 0 1 0 6.3M18 15c2 .7 3.2 2.3 3.5 5',
  book: 'M12 6.5C10 5 7.5 4.5 3.5 4.5v13c4 0 6.5.5 8.5 2 2-1.5 4.5-2 8.5-2v-13c-4 0-6.5.5-8.5 2zM12 6.5v13',
  bolt: 'M13 2.5 5 13.5h6l-1 8 8-11h-6z',
  help: 'M9 9.2a3 3 0 1 1 4.3 2.7c-.9.4-1.3 1-1.3 2.1M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
} as const;

export type IconName = keyof typeof paths;

const space = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = drawing('icon', '0 0 24 24');
  svg.append(shape('path', { d: paths[name] }));
  if (name === 'half') svg.append(shape('path', { d: 'M12 3.5a8.5 8.5 0 0 1 0 17z', fill: 'currentColor' }));
  return svg;
}

/** Our mark: a dish, its focus, and what comes in. The same drawing as favicon.svg. */
export function mark(): SVGSVGElement {
  const svg = drawing('mark', '0 0 32 32');
  svg.append(
    shape('path', { class: 'mark-dish', d: 'M5.9 10.6A10 10 0 1 0 21.4 26.1z' }),
    shape('circle', { class: 'mark-focus', cx: '16.5', cy: '15.5', r: '2.2' }),
    shape('path', { class: 'mark-wave mark-near', d: 'M16.5 9.5a6 6 0 0 1 6 6' }),
    shape('path', { class: 'mark-wave mark-far', d: 'M16.5 4a11.5 11.5 0 0 1 11.5 11.5' }),
  );
  return svg;
}

function drawing(name: string, viewBox: string): SVGSVGElement {
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

function shape(tag: 'path' | 'circle', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
