import { z } from 'zod';
import { PRINCIPAL_KINDS } from './principal.ts';
import { PrincipalLimits } from './principal-limits.ts';
import { isPurposeName } from './with-purpose.ts';

const name = z.string().regex(/^[A-Za-z][\w.:-]{0,63}$/, 'is no name; right: letters, digits and . : - _, at most 64');
const purpose = z.string().refine(isPurposeName, 'is no purpose; right: a name such as MARKETING_EMAIL');
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256; right: 64 hexadecimal digits of the document’s text');
const plain = z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(500)).max(1_000)]);

/** What a credential is bound to besides its scopes. */
export const KeyGrant = z.strictObject({
  kind: z.enum(PRINCIPAL_KINDS).optional(),
  roles: z.array(name).max(100).default([]),
  /** The first one is meant when a call names none. */
  purposes: z.array(purpose).max(100).default([]),
  attributes: z.record(name, plain).default({}),
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is no jurisdiction; right: two capital letters such as DE, CN or EU')
    .optional(),
  /** Only documents with these hashes may be sent; any document when absent. */
  operations: z.array(hash).max(10_000).optional(),
  limits: PrincipalLimits.optional(),
});

export type KeyGrant = z.output<typeof KeyGrant>;
export type KeyGrantInput = z.input<typeof KeyGrant>;
