import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';

/** The three parts of a GraphQL request, of the right types, wherever they came from. */
export interface GraphBody {
  /** Empty when the document is asked for by its hash. */
  readonly query: string;
  /** SHA-256, hexadecimal, of a registered document. */
  readonly operationHash?: string | undefined;
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
}

/** One generation of the graph, held from `acquire` until `release`, so that no answer mixes two. */
export interface GraphService<Context extends BaseContext> {
  /** Started by its owner; the HTTP layer never stops it. */
  readonly server: ApolloServer<Context>;
  /** The body of the answer, for an operation that the server has found valid before and that has a plan; else undefined. */
  answerPlanned?(body: GraphBody, context: Context): Promise<string> | undefined;
  /**
   * Called once the answer is ready and before it leaves: what must be kept of it is kept.
   * @throws AppError when it cannot be; then the answer must not be given.
   */
  settle?(body: GraphBody, context: Context): Promise<void>;
  release(): void;
}

/** What the HTTP layer needs of the rest; it knows neither the graph nor how callers are told apart. */
export interface GraphDoor<Caller, Context extends BaseContext> {
  /** The active generation. */
  acquire(): GraphService<Context>;
  /**
   * Who calls, from which address; undefined for nobody we know.
   * @throws AppError to refuse in another way, e.g. QUOTA_EXCEEDED.
   */
  authenticate(headers: IncomingHttpHeaders, address: string): Promise<Caller | undefined>;
  /**
   * Lets a request in before the graph sees it.
   * @throws AppError to refuse it, e.g. for its cost; the message is for the caller.
   */
  admit?(request: GraphRequest<Caller>): Promise<Admission>;
  createContext(request: GraphRequest<Caller>): Context;
}

interface Admission {
  /** The document to run; the one that was sent, or the registered one that was named. */
  readonly query: string;
  /** Called when the answer has been made. */
  release(): void;
}
