import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export interface ImportOf {
  /** From the project's root: `src/graph/generation.ts`; a package's name when it is none of our files. */
  readonly to: string;
  readonly isTypeOnly: boolean;
  readonly line: number;
}

export interface SourceFile {
  /** From the project's root. */
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly ImportOf[];
  /** Every text in the code that is no module's name, templates piece by piece. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
}

const OURS = /^src\/generated\//;

/** Every file of code under `src` that people write, parsed. */
export function readSourceFiles(): SourceFile[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((file) => /\.(ts|js)$/.test(file) && !OURS.test(file))
    .toSorted()
    .map(readSourceFile);
}

/** `src/graph/fields/x.ts` is of the room `graph`, `src/app.ts` of `app`. */
export function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function readSourceFile(file: string): SourceFile {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node) => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports: ImportOf[] = [];
  const texts: { text: string; line: number }[] = [];

  const visit = (node: ts.Node): void => {
    const found = toImport(node);
    if (found) {
      imports.push({ to: resolveFrom(file, found.name), isTypeOnly: found.isTypeOnly, line: lineOf(node) });
      if (!ts.isCallExpression(node)) return;
    }
    if (isText(node) && !isModuleName(node)) texts.push({ text: node.text, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { file, lines: tree.getLineStarts().length, imports, texts };
}

function toImport(node: ts.Node): { name: string; isTypeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) return { name: nameOf(node.moduleSpecifier), isTypeOnly: isTypeImport(node) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { name: nameOf(node.moduleSpecifier), isTypeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { name: nameOf(node.argument.literal), isTypeOnly: true };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { name: nameOf(node.arguments[0]), isTypeOnly: false };
  return undefined;
}

/** `import type { A }` and `import { type A, type B }` bring no code. */
function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const named = importClause.namedBindings;
  if (importClause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.every(({ isTypeOnly }) => isTypeOnly);
}

function nameOf(node: ts.Node | undefined): string {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  throw new Error('an import whose name is computed cannot be judged');
}

function resolveFrom(file: string, name: string): string {
  return name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function isModuleName({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}
