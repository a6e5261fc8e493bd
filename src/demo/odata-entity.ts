/** A record as an OData V2 service knows it, with what hangs on it. */
export interface ODataEntity {
  /** `A_SalesOrder('1')`, below the service. */
  readonly path: string;
  /** `API_SALES_ORDER_SRV.A_SalesOrderType`. */
  readonly type: string;
  readonly fields: Readonly<Record<string, string | boolean | null>>;
  readonly navigations: Readonly<Record<string, readonly ODataEntity[]>>;
}

/** What `$select` and `$expand` ask for, level by level. */
export interface Selection {
  /** Undefined: every field. */
  readonly fields: ReadonlySet<string> | undefined;
  readonly expanded: ReadonlyMap<string, Selection>;
}

export function toSelection(select: readonly string[], expand: readonly string[]): Selection {
  const fields = select.filter((path) => !path.includes('/'));
  const names = [...new Set(expand.map((path) => path.split('/', 1)[0] ?? path))];
  const expanded = names.map((name) => {
    const below = (paths: readonly string[]): string[] =>
      paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
    return [name, toSelection(below(select), below(expand))] as const;
  });
  const hasAll = select.length === 0 || select.includes('*');
  return { fields: hasAll ? undefined : new Set(fields), expanded: new Map(expanded) };
}

/** The JSON of the record: metadata, chosen fields, expanded navigations, links for the others. */
export function renderEntity(entity: ODataEntity, selection: Selection, serviceUrl: string): object {
  const uri = `${serviceUrl}/${entity.path}`;
  const chosen = (name: string): boolean => selection.fields?.has(name) ?? true;
  const fields = Object.entries(entity.fields).filter(([name]) => chosen(name));
  const navigations = Object.entries(entity.navigations).flatMap(([name, targets]): [string, object][] => {
    const inner = selection.expanded.get(name);
    if (inner !== undefined) {
      return [[name, { results: targets.map((target) => renderEntity(target, inner, serviceUrl)) }]];
    }
    return chosen(name) ? [[name, { __deferred: { uri: `${uri}/${name}` } }]] : [];
  });
  return { __metadata: { id: uri, uri, type: entity.type }, ...Object.fromEntries([...fields, ...navigations]) };
}
