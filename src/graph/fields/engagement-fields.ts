import { toGlobalId } from '../../domain/record-ref.ts';
import type { CustomerResolvers, InteractionResolvers } from '../../generated/graph.ts';
import { toConnection } from '../connection.ts';
import { read, sourced, type FieldsOf } from '../field.ts';

export const customerEngagementFields: FieldsOf<Pick<CustomerResolvers, 'segments' | 'interactions'>> = {
  segments: sourced('Customer.segments', (segments, { origin }) =>
    origin ? segments.filter((segment) => segment.origin === origin) : segments,
  ),
  interactions: sourced('Customer.interactions', (interactions, { channel, ...page }) =>
    toConnection(
      channel ? interactions.filter((interaction) => channel.includes(interaction.channel)) : interactions,
      page,
      ({ occurredAt, source, id }) => ({ time: occurredAt, id: toGlobalId('interaction', source, id) }),
    ),
  ),
};

export const interactionFields: FieldsOf<InteractionResolvers> = {
  id: read(({ source, id }) => toGlobalId('interaction', source, id)),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};
