import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { NewKey } from '../access/new-key.ts';
import { AppError } from '../errors.ts';

/** The options of `c360 keys create` as they are given. */
export interface KeyFlags {
  readonly name: string;
  readonly scopes: string;
  readonly tenant?: string;
  readonly expires?: string;
  readonly kind?: string;
  readonly roles?: string;
  readonly purposes?: string;
  readonly jurisdiction?: string;
  readonly attribute?: readonly string[];
  readonly operation?: readonly string[];
  readonly limit?: readonly string[];
  readonly json?: true;
}

/** @throws AppError BAD_REQUEST for an attribute or limit that is no `name=value`, an operation that is no file. */
export function toNewKeyInput(flags: KeyFlags): NewKey {
  const { name, scopes, tenant, expires, kind, roles, purposes, jurisdiction, attribute, operation, limit } = flags;
  return {
    name,
    scopes: toList(scopes),
    ...(tenant !== undefined && { tenant }),
    ...(expires !== undefined && { expiresAt: expires }),
    // What is wrong about the kind is said with everything else that is.
    ...(kind !== undefined && { kind: kind as NonNullable<NewKey['kind']> }),
    ...(roles !== undefined && { roles: toList(roles) }),
    ...(purposes !== undefined && { purposes: toList(purposes) }),
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(attribute && { attributes: toAttributes(attribute) }),
    ...(operation && { operations: operation.map(toOperationHash) }),
    ...(limit && { limits: toLimits(limit) }),
  };
}

function toList(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

/** A name given several times is a list. */
function toAttributes(pairs: readonly string[]): Record<string, string | string[]> {
  const groups = Map.groupBy(pairs.map(toPair), ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, same]) => {
      const values = same.map(([, value]) => value);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function toLimits(pairs: readonly string[]): Record<string, number> {
  return Object.fromEntries(pairs.map(toPair).map(([name, value]) => [name, Number(value)]));
}

function toPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new AppError('BAD_REQUEST', { message: `"${text}" is no name=value` });
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** A hash as it is, or that of the document in a file. */
function toOperationHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  try {
    return createHash('sha256').update(readFileSync(text)).digest('hex');
  } catch {
    throw new AppError('BAD_REQUEST', { message: `"${text}" is neither a SHA-256 nor a file that can be read` });
  }
}
