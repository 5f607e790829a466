import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';

export interface PlacedYaml {
  /** Undefined when the text is no YAML. */
  readonly value: unknown;
  /** File line of a value, or of the nearest value around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly faults: readonly { readonly line: number; readonly problem: string; readonly advice: string }[];
}

/** Parses YAML and remembers where everything stood. `firstLine` is the file's line of the first line of `text`. */
export function readYaml(text: string, firstLine = 1): PlacedYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  const faults = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    problem: `not YAML: ${error.message.split('\n')[0]}`,
    advice:
      error.code === 'DUPLICATE_KEY'
        ? 'remove one of the two'
        : 'quote strings that hold `: `, ` #` or start with $ ` * [ {; put LaTeX in single quotes',
  }));
  const root = document.contents;
  const reference = root === null ? null : firstReference(root);
  if (reference !== null) {
    faults.push({
      line: lineAt(reference),
      problem: 'a string that starts with * or &, which YAML takes for a reference',
      advice: 'quote it',
    });
  }
  return {
    value: faults.length > 0 ? undefined : document.toJS(),
    lineOf: (path) => lineAt(offsetOf(root, path)),
    faults,
  };
}

function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = isNode(root) ? (root.range?.[0] ?? 0) : 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair: Pair<unknown, unknown> | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) return offset;
      offset = (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

/** Offset of the first `*alias` or `&anchor`: nobody means one here. */
function firstReference(root: Node): number | null {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isPair(node)) waiting.push(node.key, node.value);
    else if (isMap(node) || isSeq(node)) waiting.push(...node.items);
    const isAnchor = (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined;
    if (isAlias(node) || isAnchor) return node.range?.[0] ?? 0;
  }
  return null;
}
