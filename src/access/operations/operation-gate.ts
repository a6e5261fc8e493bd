import { AppError } from '../../errors.ts';
import type { Principal } from '../principal.ts';
import { toOperationHash, type RegisteredOperations } from './load-operations.ts';

export interface Asked {
  /** Empty when the document is asked for by its hash. */
  readonly query: string;
  /** SHA-256, hexadecimal, of a registered document. */
  readonly operationHash?: string | undefined;
}

export interface OperationGate {
  /**
   * The text of the document to run.
   * @throws AppError BAD_REQUEST for a hash that nothing is registered under, FORBIDDEN for a document that the
   * credential may not send.
   */
  documentOf(asked: Asked, principal: Principal): string;
}

export interface OperationGateOptions {
  readonly registered: RegisteredOperations;
  /** Whether partners may send registered documents only. */
  readonly partnersSendRegisteredOnly: boolean;
}

/** Which documents a credential may send: those its key lists; registered ones where partners are held to them; else any. */
export function createOperationGate({ registered, partnersSendRegisteredOnly }: OperationGateOptions): OperationGate {
  return {
    documentOf({ query, operationHash }, { kind, operations }) {
      const text = operationHash === undefined ? query : registered.get(operationHash);
      if (text === undefined) {
        throw new AppError('BAD_REQUEST', { message: 'No operation is registered under this hash.' });
      }
      const isHeld = operations !== undefined || (partnersSendRegisteredOnly && kind === 'partner');
      if (!isHeld) return text;
      const hash = operationHash ?? toOperationHash(text);
      if (operations ? operations.has(hash) : registered.has(hash)) return text;
      throw new AppError('FORBIDDEN', { message: 'The credential may send the operations registered for it only.' });
    },
  };
}
