type Node = { type: string; depth?: number; children?: Node[] };

/** The heading of the message, its author's name, has level 2. */
const ABOVE = 2;
const DEEPEST = 6;

/**
 * A remark plugin that moves a reply's headings below the message's heading, without skipping a level, whether the reply
 * starts with `#` or `###`: the page's outline for screen readers has no gaps.
 */
export function headingLevels() {
  return (tree: Node) => {
    const headings = headingsOf(tree);
    const used = [...new Set(headings.map(({ depth }) => depth ?? 1))].sort((a, b) => a - b);
    let previous = ABOVE;
    for (const heading of headings) {
      const fitting = ABOVE + 1 + used.indexOf(heading.depth ?? 1);
      previous = Math.min(fitting, previous + 1, DEEPEST);
      heading.depth = previous;
    }
  };
}

function headingsOf(node: Node): Node[] {
  if (node.type === "heading") return [node];
  return (node.children ?? []).flatMap(headingsOf);
}
