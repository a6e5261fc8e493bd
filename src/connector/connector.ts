import type { Source } from '../source/source.ts';
import type { Manifest } from './manifest.ts';
import type { ListRoute, Route, SearchRoute } from './route.ts';

/** One backend system as its folder describes it. */
export interface Connector {
  /** The folder's name. */
  readonly name: string;
  readonly title: string;
  readonly owner: string;
  /** As written: `${NAME}` not filled in. */
  readonly manifest: Manifest;
  readonly source: Source;
  readonly routes: readonly Route[];
  /** Enumerates the system's customer records, when it can. */
  readonly list?: ListRoute;
  readonly search?: SearchRoute;
  /** SDL of connectors/<name>/schema.graphql. */
  readonly schema?: string;
  close(): Promise<void>;
}
