import { isListType, isNonNullType, type GraphQLField, type GraphQLResolveInfo } from 'graphql';
import type { CustomerBasis } from '../access/release/customer-basis.ts';
import { AppError } from '../errors.ts';
import type { CustomerNode } from './customer-node.ts';
import type { FieldRules } from './field-rules.ts';
import { toGraphError } from './graph-error.ts';
import type { Release } from './release.ts';
import type { RequestContext } from './request-context.ts';
import { pathOf } from './to-resolver.ts';

interface FieldAt {
  readonly rules: FieldRules;
  readonly field: GraphQLField<unknown, unknown>;
  readonly parent: unknown;
  readonly context: RequestContext;
  readonly info: GraphQLResolveInfo;
}

/**
 * The walking executor's one place where personal data is released: finds whom the field speaks of and on what its
 * showing may rest, and only then resolves it, or masks it, or leaves it out without asking anybody.
 */
export function released(resolve: () => unknown, at: FieldAt): unknown {
  const { release } = at.context;
  const owner = ownerAt(at);
  if (owner && owner === at.parent) owner.asked.add(at.field.name);
  if (!release || !at.rules.sensitivity) return resolve();
  const basis = release.basisOf(owner?.identity);
  return basis instanceof Promise
    ? basis.then((known) => decided(resolve, { ...at, release, owner, basis: known }))
    : decided(resolve, { ...at, release, owner, basis });
}

interface KnownField extends FieldAt {
  readonly release: Release;
  readonly owner: CustomerNode | undefined;
  readonly basis: CustomerBasis;
}

function decided(resolve: () => unknown, at: KnownField): unknown {
  const { release, basis } = at;
  const { sensitivity } = at.rules;
  if (!sensitivity) return resolve();
  const decision = release.decide(sensitivity, basis);
  release.note(sensitivity, decision);
  if (decision.kind === 'withhold') return withheld(at, decision.reason);
  const finish = (value: unknown) =>
    tellsOfOtherFields(sensitivity.name)
      ? onlyShown(value, release, basis)
      : decision.kind === 'mask'
        ? release.mask(decision, value)
        : value;
  const value = resolve();
  return value instanceof Promise ? value.then(finish) : finish(value);
}

/** What takes the place of a value: nothing, no items, or, where neither may stand, an error. */
function withheld({ field, owner, context, info }: KnownField, reason: string): unknown {
  const { type } = field;
  const isRequired = isNonNullType(type);
  if (isRequired && isListType(type.ofType)) return [];
  const error = toGraphError(new AppError('FIELD_WITHHELD'), pathOf(info));
  error.extensions['reason'] = reason;
  if (isRequired) throw error;
  // The `sections` of a customer of the answer say so; of whom nothing was asked, nothing does.
  if (!owner || owner.asked.size === 0) context.faults.push(error);
  return null;
}

/** Whom a place of the answer speaks of: the nearest customer above it, else the owner of the record it is in. */
function ownerAt({ parent, context: { owners }, info }: FieldAt): CustomerNode | undefined {
  if (info.parentType.name === 'Customer') {
    owners.set(info.path, parent as CustomerNode);
    return parent as CustomerNode;
  }
  for (let step = info.path.prev; step; step = step.prev) {
    const owner = owners.get(step);
    if (owner) return owner;
  }
  const owner = typeof parent === 'object' && parent !== null ? owners.get(parent) : undefined;
  if (owner) owners.set(info.path, owner);
  return owner;
}

/** Lists with an entry for each field of the customer. */
function tellsOfOtherFields(name: string): boolean {
  return name === 'Customer.provenance' || name === 'Customer.conflicts';
}

/** Where a value came from and what it lost against is told of fields that are shown in full. */
function onlyShown(entries: unknown, release: Release, basis: CustomerBasis): unknown {
  if (!Array.isArray(entries)) return entries;
  return entries.filter((entry: { readonly field: string }) => {
    const rules = release.rulesOf('Customer', entry.field === 'parentId' ? 'parent' : entry.field);
    return !rules?.sensitivity || release.decide(rules.sensitivity, basis).kind === 'show';
  });
}
