type Node = { type: string; depth?: number; children?: Node[] };

/** The message's own heading, its author, has level 2. */
const ABOVE = 2;
const DEEPEST = 6;

/**
 * A remark plugin that fits a reply's headings below the message's own, without a gap between levels: a reply may
 * begin with `#` or with `###`, and a screen reader's outline of the page stays whole.
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
