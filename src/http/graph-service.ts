import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import type { AppError } from '../errors.ts';

/** The three parts of a GraphQL request, of the right types, wherever they came from. */
export interface GraphBody {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One GraphQL request as the graph sees it. */
export interface GraphRequest<Caller> {
  readonly requestId: string;
  readonly caller: Caller;
  readonly body: GraphBody;
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the deadline passes or the client hangs up: hand it to everything that waits. */
  readonly signal: AbortSignal;
  /** When the deadline passes, on the clock of `performance.now()`, in milliseconds. */
  readonly deadlineAtMs: number;
}

/** One generation of the graph, held from `acquire` until `release`, so that no answer mixes two. */
interface GraphService<Context extends BaseContext> {
  /** Started by its owner; the HTTP layer never stops it. */
  readonly server: ApolloServer<Context>;
  /** The body of the answer, for an operation that the server has found valid before and that has a plan; else undefined. */
  answerPlanned?(body: GraphBody, context: Context): Promise<string> | undefined;
  release(): void;
}

/** What the HTTP layer needs of the rest; it knows neither the graph nor how callers are told apart. */
export interface GraphDoor<Caller, Context extends BaseContext> {
  /** The active generation. */
  acquire(): GraphService<Context>;
  /**
   * Who calls; undefined for nobody we know.
   * @throws AppError to refuse in another way, e.g. QUOTA_EXCEEDED.
   */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller | undefined>;
  createContext(request: GraphRequest<Caller>): Context;
  /** A reason to refuse before the graph sees the request, e.g. its cost; its message is for the caller. */
  preflight?(request: GraphRequest<Caller>): AppError | undefined;
}
