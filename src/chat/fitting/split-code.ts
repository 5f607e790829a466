import { type Prose, type ProseBlock, text } from '../../kernel/prose.ts';
import { isVisible } from '../length.ts';
import { measure, plainLength } from '../measure.ts';
import { isInSpace, type Space, type Split, type Splitting } from './space.ts';
import { splitProse } from './split-prose.ts';

type Code = Extract<ProseBlock, { kind: 'code' }>;

/** Between lines; inside one only where it does not fit into a message. Each part keeps its fence and language. */
export function splitCode(code: Code, space: Space, force: boolean, { can, fresh }: Splitting): Split | null {
  const fence = measure({ ...code, text: '' }, can);
  const lines = code.text.split('\n');
  let room = space.text - fence.text + 1;
  if (space.runs < fence.runs) return null;
  let count = 0;
  for (const line of lines) {
    room -= plainLength(line, can) + 1;
    if (room < 0) break;
    count += 1;
  }
  if (count > 0) return parts(lines.slice(0, count).join('\n'), lines.slice(count).join('\n'));
  const first = lines[0] ?? '';
  if (!force && isInSpace(measure({ ...code, text: first }, can), fresh)) return null;
  const { head, tail } = splitProse([text(first)], { ...space, text: space.text - fence.text }, 0, can, new Set(), force);
  const [start, rest] = [written(head), written(tail)];
  if (!isVisible(start) && !force) return null;
  return parts(start, [rest, ...lines.slice(1)].join('\n'));

  function parts(start: string, rest: string): Split {
    return { head: isVisible(start) ? [{ ...code, text: start }] : [], tail: isVisible(rest) ? [{ ...code, text: rest }] : [] };
  }
}

const written = (content: Prose): string => content.map((node) => (node.kind === 'text' ? node.text : '')).join('');
