import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** How large a document is once every fragment is spread out. */
export interface DocumentSize {
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
  readonly rootFields: number;
  /** Whether it asks for the schema. */
  readonly introspects: boolean;
}

const NOTHING: DocumentSize = { fields: 0, aliases: 0, directives: 0, depth: 0, rootFields: 0, introspects: false };

/** Fields that answer with the schema. */
const SCHEMA_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

/**
 * Measures the document with each fragment measured once, however often it is spread: linear in the length of the
 * document where spreading out would be exponential. A circular fragment counts as nothing; validation refuses it.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measured = new Map<string, DocumentSize>();

  function measureFragment(name: string): DocumentSize {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment ? measure(fragment.selectionSet) : NOTHING;
    measured.set(name, size);
    return size;
  }

  function measure({ selections }: SelectionSetNode): DocumentSize {
    return selections.reduce((total, selection) => {
      const own = { ...NOTHING, directives: selection.directives?.length ?? 0 };
      if (selection.kind === Kind.FIELD) return add(total, add(own, measureField(selection)));
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet)
          : measureFragment(selection.name.value);
      return add(total, add(own, inner));
    }, NOTHING);
  }

  function measureField({ name, alias, selectionSet }: FieldNode): DocumentSize {
    const inner = selectionSet ? measure(selectionSet) : NOTHING;
    return {
      fields: inner.fields + 1,
      aliases: inner.aliases + (alias ? 1 : 0),
      directives: inner.directives,
      depth: inner.depth + 1,
      rootFields: 1,
      introspects: inner.introspects || SCHEMA_FIELDS.has(name.value),
    };
  }

  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return operations.map(({ selectionSet }) => measure(selectionSet)).reduce(larger, NOTHING);
}

function add(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    depth: Math.max(a.depth, b.depth),
    rootFields: a.rootFields + b.rootFields,
    introspects: a.introspects || b.introspects,
  };
}

function larger(a: DocumentSize, b: DocumentSize): DocumentSize {
  return {
    fields: Math.max(a.fields, b.fields),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    depth: Math.max(a.depth, b.depth),
    rootFields: Math.max(a.rootFields, b.rootFields),
    introspects: a.introspects || b.introspects,
  };
}
