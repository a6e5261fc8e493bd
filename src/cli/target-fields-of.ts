import { z } from 'zod';
import { COORDINATES, isCoordinate } from '../domain/coordinates.ts';
import { AppError } from '../errors.ts';

/** Every field a row of the coordinate may fill, in any depth: `total.amount`. BAD_REQUEST for an unknown coordinate. */
export function targetFieldsOf(coordinate: string): string[] {
  if (isCoordinate(coordinate)) return fieldsOf(COORDINATES[coordinate].row, '');
  const known = Object.keys(COORDINATES).join(', ');
  throw new AppError('BAD_REQUEST', { message: `there is no coordinate ${coordinate}; there are ${known}` });
}

function fieldsOf(schema: z.core.$ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return fieldsOf(schema.def.innerType, path);
  if (schema instanceof z.ZodArray) return fieldsOf(schema.def.element, path);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, inner]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return [own, ...fieldsOf(inner, own)];
  });
}
