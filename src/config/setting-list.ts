import { z } from 'zod';
import { Settings } from './settings.ts';

type Kind = 'number' | 'boolean' | 'list' | 'json' | 'text';

/** One setting as a person meets it: its path in c360.config.yaml, its environment variable, its meaning. */
export interface Setting {
  readonly path: readonly string[];
  /** `limits.maxCost` is `C360_LIMITS_MAX_COST`. */
  readonly variable: string;
  readonly kind: Kind;
  readonly defaultValue: unknown;
  readonly description: string;
}

export const VARIABLE_PREFIX = 'C360_';

/** All settings, in the order of the schema. */
export const SETTINGS: readonly Setting[] = toSettings(Settings, []);

function toSettings(schema: z.core.$ZodType, path: readonly string[]): Setting[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([name, child]) => toSettings(child, [...path, name]));
  }
  const description = z.globalRegistry.get(schema)?.description ?? '';
  return [{ path, variable: toVariable(path), kind: toKind(inner), defaultValue: toDefault(schema), description }];
}

function toVariable(path: readonly string[]): string {
  const words = path.map((part) => part.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase());
  return `${VARIABLE_PREFIX}${words.join('_')}`;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.def.innerType);
  }
  return schema;
}

function toDefault(schema: z.core.$ZodType): unknown {
  return schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
}

function toKind(schema: z.core.$ZodType): Kind {
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodUnion && schema.options.some((option) => toKind(option) === 'number')) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodRecord) return 'json';
  if (!(schema instanceof z.ZodArray)) return 'text';
  return schema.element instanceof z.ZodObject ? 'json' : 'list';
}
