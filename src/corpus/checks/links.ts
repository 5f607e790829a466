import { errorAt, type Fault, warningAt } from '../fault.ts';
import { articlePlace, type Collection, TOPICS_FILE } from '../manuscript.ts';

/** Every link leads somewhere: to a topic of the register, and where it names a section, to that section. */
export function linkFaults(collection: Collection): readonly Fault[] {
  const topics = new Set<string>(collection.topics.map(({ topic }) => topic.slug));
  return collection.manuscripts.flatMap((manuscript) =>
    manuscript.links.flatMap(({ href, line }): Fault[] => {
      const [slug = '', anchor] = href.slice('topic:'.length).split('#');
      const place = articlePlace(manuscript, line);
      if (!topics.has(slug)) return [errorAt(place, 'link', `a link to ${href}, which is no topic`, `use a slug of ${TOPICS_FILE}`)];
      if (anchor === undefined) return [];
      const target = collection.manuscripts.find(({ article }) => article.slug === slug && article.locale === manuscript.article.locale);
      if (target === undefined)
        return [
          warningAt(
            place,
            'link',
            `a link to a section of ${slug}, which is not written yet`,
            'link the topic, or see that the section comes',
          ),
        ];
      if (target.article.sections.some((section) => section.anchor === anchor)) return [];
      return [
        errorAt(
          place,
          'link',
          `${slug} has no section {#${anchor}}`,
          `it has ${target.article.sections.map((section) => section.anchor).join(', ')}`,
        ),
      ];
    }),
  );
}
