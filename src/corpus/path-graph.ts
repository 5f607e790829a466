import { AREAS, type Area, type Topic } from './article.ts';

/** Around the graph in content/README.md. */
const [BEGIN, END] = ['<!-- path: written by npm run content:path -- --write -->', '<!-- path: end -->'] as const;

/** The learning path as a Mermaid graph: a box an area, an arrow from what is worth reading first. */
export function pathGraph(topics: readonly Topic[]): string {
  const areas = AREAS.map((area) => ({ area, topics: topics.filter((topic) => topic.area === area) }));
  return [
    'flowchart LR',
    ...areas
      .filter((one) => one.topics.length > 0)
      .flatMap((one) => [
        `  subgraph ${nodeOf(`area-${one.area}`)}["${areaTitle(one.area)}"]`,
        ...one.topics.map(({ slug, titles }) => `    ${nodeOf(slug)}["${titles.en.replaceAll('"', '#quot;')}"]`),
        '  end',
      ]),
    ...topics.flatMap(({ slug, after }) => after.map((before) => `  ${nodeOf(before)} --> ${nodeOf(slug)}`)),
  ].join('\n');
}

/** A hyphen in a node's name could be read as the beginning of an arrow. */
const nodeOf = (slug: string): string => slug.replaceAll('-', '_');

function areaTitle(area: Area): string {
  const words = area.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A text with the graph that it has put up to date.
 * @throws when it has no place for one
 */
export function withPathGraph(text: string, topics: readonly Topic[]): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`no place for the graph: ${BEGIN} … ${END}`);
  return `${text.slice(0, from)}${BEGIN}\n\n\`\`\`mermaid\n${pathGraph(topics)}\n\`\`\`\n\n${text.slice(to)}`;
}
