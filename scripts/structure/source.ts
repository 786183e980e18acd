import { parseSync } from "vite";

export type Import = { from: string; typeOnly: boolean };

/** What the checks want to know about one file. */
export type Source = {
  /** From the top of the checkout, with slashes. */
  path: string;
  imports: Import[];
  /** Whether all that the file does is to pass on other files' exports. */
  barrel: boolean;
  readsEnvironment: boolean;
};

type Node = { type: string } & Record<string, unknown>;

/** Reads one TypeScript or JavaScript file. */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be read: ${error.message}`);
  const statements = program.body as unknown as Node[];
  const source: Source = { path, imports: [], barrel: isBarrel(statements), readsEnvironment: false };
  for (const statement of statements) visit(statement, source);
  return source;
}

function isBarrel(statements: Node[]): boolean {
  return (
    statements.length > 0 &&
    statements.every(({ type, source }) => type.startsWith("Export") && isNode(source))
  );
}

/** Walks the tree: static imports and re-exports, `import()`, and `process.env` wherever it stands. */
function visit(node: Node, found: Source): void {
  const from = specifierOf(node);
  if (from !== undefined) {
    found.imports.push({ from, typeOnly: node.importKind === "type" || node.exportKind === "type" });
  }
  if (node.type === "MemberExpression" && named(node.object, "process") && named(node.property, "env"))
    found.readsEnvironment = true;
  for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, found);
}

const importing = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression)$/;

function specifierOf(node: Node): string | undefined {
  if (!importing.test(node.type) || !isNode(node.source)) return undefined;
  return typeof node.source.value === "string" ? node.source.value : undefined;
}

function named(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
