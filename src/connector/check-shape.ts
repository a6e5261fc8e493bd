import { z } from 'zod';
import { closestName } from './closest-name.ts';
import { fieldOf } from './expression.ts';
import { type Manifest, manifest } from './manifest.ts';
import type { Path, ProblemList } from './problem-list.ts';

type Issue = z.core.$ZodIssue;

/** The manifest as the rest of the room reads it, or undefined after adding every problem of its shape. */
export function checkShape(data: unknown, problems: ProblemList): Manifest | undefined {
  const parsed = manifest.safeParse(data, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) addIssue(issue, [], problems);
  return undefined;
}

function addIssue(issue: Issue, outer: Path, problems: ProblemList): void {
  const path = [...outer, ...issue.path];
  const branch = issue.code === 'invalid_union' ? likelyBranch(issue) : undefined;
  if (branch !== undefined) {
    for (const inner of branch) addIssue(inner, path, problems);
    return;
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) addUnsupported(issue, path, problems);
  else if (issue.code === 'unrecognized_keys') addUnknownKeys(issue.keys, path, problems);
  else problems.add(path, { message: `${nameOf(path)} ${toMessage(issue)}` });
}

/** Of the ways a value may be written, the one it was meant for: whose problems are inside the value, not its type. */
function likelyBranch({ errors }: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined {
  return errors.find((branch) => branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'));
}

function addUnsupported(issue: z.core.$ZodIssueInvalidUnion, path: Path, problems: ProblemList): void {
  const given = fieldOf(issue.input, String(issue.discriminator));
  const message = given === undefined ? 'is missing' : `is not supported: ${JSON.stringify(given)}`;
  const supported = 'options' in issue && Array.isArray(issue.options) ? issue.options.join(', ') : '';
  problems.add(path, { message: `${nameOf(path)} ${message}`, hint: `right: ${supported}` });
}

function addUnknownKeys(keys: readonly string[], path: Path, problems: ProblemList): void {
  const known = knownKeys(path);
  for (const key of keys) {
    const meant = closestName(key, known);
    const hint = meant ? `did you mean "${meant}"?` : known.length > 0 ? `right: ${known.join(', ')}` : undefined;
    problems.add([...path, key], { message: `unknown key "${key}"`, ...(hint && { hint }) });
  }
}

function toMessage(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  return `is wrong: ${issue.message}`;
}

function nameOf(path: Path): string {
  return path.length === 0 ? 'the manifest' : path.map(String).join('.');
}

const schema = z.toJSONSchema(manifest, { io: 'input', unrepresentable: 'any' });

/** Every key that may stand at a place, over all forms it may take. */
function knownKeys(path: Path): string[] {
  let nodes: SchemaNode[] = [schema];
  for (const part of path) nodes = nodes.flatMap(formsOf).flatMap((node) => below(node, part));
  return [...new Set(nodes.flatMap(formsOf).flatMap((node) => Object.keys(node.properties ?? {})))];
}

type SchemaNode = z.core.JSONSchema.BaseSchema;

function formsOf(node: SchemaNode): SchemaNode[] {
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...forms.flatMap(toNode).flatMap(formsOf)];
}

function below(node: SchemaNode, part: PropertyKey): SchemaNode[] {
  if (typeof part === 'number') return Array.isArray(node.items) ? node.items.flatMap(toNode) : toNode(node.items);
  return toNode(node.properties?.[String(part)] ?? node.additionalProperties);
}

function toNode(node: unknown): SchemaNode[] {
  return isSchemaNode(node) ? [node] : [];
}

function isSchemaNode(node: unknown): node is SchemaNode {
  return typeof node === 'object' && node !== null;
}
