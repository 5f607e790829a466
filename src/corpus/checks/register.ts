import type { Slug } from '../../kernel/ids.ts';
import { LOCALES } from '../../kernel/locale.ts';
import type { Topic } from '../article.ts';
import { errorAt, type Fault } from '../fault.ts';
import { articleFile, articlePlace, type Collection, type Manuscript, type PlacedTopic, questionFile, TOPICS_FILE } from '../manuscript.ts';

/** topics.yaml in itself, and every article's front matter against its row. */
export function registerFaults(collection: Collection): readonly Fault[] {
  const rows = new Map<Slug, Topic>();
  const faults: Fault[] = [];
  for (const { topic, line } of collection.topics) {
    if (rows.has(topic.slug))
      faults.push(
        errorAt({ file: TOPICS_FILE, line, topic: topic.slug }, 'register', `the topic ${topic.slug} is listed twice`, 'remove one row'),
      );
    else rows.set(topic.slug, topic);
  }
  for (const { topic, line } of collection.topics) {
    for (const before of topic.after) {
      if (!rows.has(before))
        faults.push(
          errorAt(
            { file: TOPICS_FILE, line, topic: topic.slug },
            'path',
            `${topic.slug} comes after ${before}, which is no topic`,
            'mend the slug',
          ),
        );
    }
  }
  faults.push(...cycleFaults(collection.topics, rows));
  for (const manuscript of collection.manuscripts) {
    const row = rows.get(manuscript.article.slug);
    if (row !== undefined) faults.push(...rowFaults(manuscript, row));
  }
  return [...faults, ...strangers(collection, rows)];
}

function rowFaults(manuscript: Manuscript, row: Topic): Fault[] {
  const { article } = manuscript;
  const listed = { title: row.titles[article.locale], area: row.area, after: [...row.after].sort().join(', ') };
  const stated = { title: article.title, area: article.area, after: [...article.after].sort().join(', ') };
  return (['title', 'area', 'after'] as const)
    .filter((key) => listed[key] !== stated[key])
    .map((key) =>
      errorAt(
        articlePlace(manuscript, manuscript.lineOf(key)),
        'register',
        `${key} is “${stated[key]}”, in ${TOPICS_FILE} “${listed[key]}”`,
        'make the two agree',
      ),
    );
}

/** Each topic that is its own forerunner, told once for each ring. */
function cycleFaults(topics: readonly PlacedTopic[], rows: ReadonlyMap<Slug, Topic>): Fault[] {
  const done = new Set<Slug>();
  const faults: Fault[] = [];
  const visit = (slug: Slug, way: readonly Slug[], line: number): void => {
    const start = way.indexOf(slug);
    if (start >= 0) {
      const ring = [...way.slice(start), slug].join(' after ');
      faults.push(
        errorAt({ file: TOPICS_FILE, line, topic: slug }, 'path', `a circle: ${ring}`, 'the path must be walkable: remove one of them'),
      );
      return;
    }
    if (done.has(slug)) return;
    for (const before of rows.get(slug)?.after ?? []) visit(before, [...way, slug], line);
    done.add(slug);
  };
  for (const { topic, line } of topics) visit(topic.slug, [], line);
  return faults;
}

function strangers(collection: Collection, rows: ReadonlyMap<Slug, Topic>): Fault[] {
  const known = new Set([...rows.keys()].flatMap((slug) => [questionFile(slug), ...LOCALES.map((locale) => articleFile(locale, slug))]));
  return [...collection.files]
    .filter((file) => /^(?:articles|questions)\//.test(file) && !known.has(file))
    .map((file) =>
      errorAt({ file, line: 1 }, 'register', `no topic of this name in ${TOPICS_FILE}`, `add its row, or name the file as its row says`),
    );
}
