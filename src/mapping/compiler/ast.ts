/** The syntax tree of the reference parser, typed. `position` counts characters from the start of the source. */
interface NodeBase {
  readonly position: number;
  /** Filters of a node that is not a step. */
  readonly predicates: readonly Filter[];
  readonly group?: Group;
  /** `[]` was written after it: a single member stays a list. */
  readonly keepArray: boolean;
  /** Names this step binds in a tuple stream (`@`, `#`, `%`). */
  readonly tuple: boolean;
  readonly focus?: string;
  readonly index?: string;
  readonly ancestor?: string;
  readonly stages: readonly Stage[];
}

export interface Filter {
  readonly type: 'filter';
  readonly expr: Node;
}

export type Stage = Filter | { readonly type: 'index'; readonly name: string };

export interface Group {
  readonly position: number;
  readonly pairs: readonly (readonly [Node, Node])[];
}

export interface SortTerm {
  readonly descending: boolean;
  readonly expression: Node;
}

export interface PathNode extends NodeBase {
  readonly type: 'path';
  readonly steps: readonly Node[];
  readonly keepSingletonArray: boolean;
}
export interface LiteralNode extends NodeBase {
  readonly type: 'string' | 'number' | 'value';
  readonly value: string | number | boolean | null;
}
export interface NameNode extends NodeBase {
  readonly type: 'name';
  readonly value: string;
}
export interface VariableNode extends NodeBase {
  readonly type: 'variable';
  /** Without `$`: empty is the context, `$` the root. */
  readonly value: string;
}
export interface SimpleNode extends NodeBase {
  readonly type: 'wildcard' | 'descendant' | 'placeholder';
}
export interface ParentNode extends NodeBase {
  readonly type: 'parent';
  readonly label: string;
}
export interface RegexNode extends NodeBase {
  readonly type: 'regex';
  readonly value: RegExp;
}
export interface BinaryNode extends NodeBase {
  readonly type: 'binary';
  readonly value: string;
  readonly lhs: Node;
  readonly rhs: Node;
}
export interface NegateNode extends NodeBase {
  readonly type: 'negate';
  readonly expression: Node;
}
export interface ArrayNode extends NodeBase {
  readonly type: 'array';
  readonly expressions: readonly Node[];
  readonly consarray: boolean;
}
export interface ObjectNode extends NodeBase {
  readonly type: 'object';
  readonly pairs: Group['pairs'];
}
export interface ConditionNode extends NodeBase {
  readonly type: 'condition';
  readonly condition: Node;
  readonly whenTrue: Node;
  readonly whenFalse?: Node;
}
export interface BlockNode extends NodeBase {
  readonly type: 'block';
  readonly expressions: readonly Node[];
  readonly consarray: boolean;
}
export interface BindNode extends NodeBase {
  readonly type: 'bind';
  readonly name: string;
  readonly rhs: Node;
}
export interface CallNode extends NodeBase {
  readonly type: 'function' | 'partial';
  readonly procedure: Node;
  readonly arguments: readonly Node[];
}
export interface LambdaNode extends NodeBase {
  readonly type: 'lambda';
  readonly parameters: readonly string[];
  readonly signature?: string;
  readonly body: Node;
  /** A call in tail position, wrapped by the parser. */
  readonly thunk: boolean;
}
export interface ApplyNode extends NodeBase {
  readonly type: 'apply';
  readonly lhs: Node;
  readonly rhs: Node;
}
export interface TransformNode extends NodeBase {
  readonly type: 'transform';
  readonly pattern: Node;
  readonly update: Node;
  readonly delete?: Node;
}
export interface SortNode extends NodeBase {
  readonly type: 'sort';
  readonly terms: readonly SortTerm[];
}

export type Node =
  | PathNode
  | LiteralNode
  | NameNode
  | VariableNode
  | SimpleNode
  | ParentNode
  | RegexNode
  | BinaryNode
  | NegateNode
  | ArrayNode
  | ObjectNode
  | ConditionNode
  | BlockNode
  | BindNode
  | CallNode
  | LambdaNode
  | ApplyNode
  | TransformNode
  | SortNode;
