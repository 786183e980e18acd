import { parseSync } from "vite";

export type Import = { from: string; typeOnly: boolean };

/** The properties of a file that are checked. */
export type Source = {
  /** Relative to the root of the checkout, with slashes. */
  path: string;
  imports: Import[];
  /** Whether the file only re-exports. */
  barrel: boolean;
  readsEnvironment: boolean;
};

type Node = { type: string } & Record<string, unknown>;

/** Parses a TypeScript or JavaScript file. @throws Error when it has a syntax error. */
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

/** Walks the syntax tree for static imports, re-exports, `import()` and `process.env`. */
function visit(node: Node, found: Source): void {
  const from = specifierOf(node);
  if (from !== undefined) {
    found.imports.push({ from, typeOnly: node.importKind === "type" || node.exportKind === "type" });
  }
  if (node.type === "MemberExpression" && isNamed(node.object, "process") && isNamed(node.property, "env"))
    found.readsEnvironment = true;
  for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, found);
}

const importTypes = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression)$/;

function specifierOf(node: Node): string | undefined {
  if (!importTypes.test(node.type) || !isNode(node.source)) return undefined;
  return typeof node.source.value === "string" ? node.source.value : undefined;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "Identifier" && node.name === name;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
