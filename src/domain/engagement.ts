import { z } from 'zod';
import { isoInstant, optionalText } from './scalars.ts';

export const segmentMembership = z.object({
  id: z.string().min(1),
  name: optionalText,
  origin: z.enum(['FIRST_PARTY', 'THIRD_PARTY']).nullish(),
  /** IAB Audience Taxonomy 1.1 id. */
  iabTaxonomyId: optionalText,
  status: z.enum(['ACTIVE', 'EXITED']).nullish(),
  since: isoInstant.nullish(),
});

export const interaction = z.object({
  id: z.string(),
  channel: z.enum(['EMAIL', 'PHONE', 'CHAT', 'WEB', 'STORE', 'SOCIAL', 'MESSAGING', 'OTHER']),
  direction: z.enum(['INBOUND', 'OUTBOUND']).nullish(),
  occurredAt: isoInstant,
  subject: optionalText,
  summary: optionalText,
});
export type Interaction = z.infer<typeof interaction>;

export const consent = z.object({
  purpose: z.string().min(1),
  state: z.enum(['GRANTED', 'DENIED', 'WITHDRAWN', 'UNKNOWN']),
  legalBasis: optionalText,
  jurisdiction: optionalText,
  collectedAt: isoInstant.nullish(),
  expiresAt: isoInstant.nullish(),
  /** The only organisation it speaks of, by the name of its credential; ours when absent. */
  partner: optionalText,
});
