import type { Secret } from '../config/secret.ts';
import { AppError } from '../errors.ts';
import { createTokenSource, toBasic, type TokenWire } from './oauth-token.ts';
import type { Policy, Send } from './send.ts';
import type { AuthSettings } from './source-settings.ts';
import type { SourceRequest } from './source.ts';

export interface OutboundAuth {
  readonly policy: Policy;
  close(): Promise<void>;
}

/** Puts the source's credentials on each request, inside every other policy, so that nothing else ever sees them. */
export function createOutboundAuth(auth: AuthSettings, wire: TokenWire): OutboundAuth {
  const nothingToClose = () => Promise.resolve();
  if (auth.type !== 'oauth2ClientCredentials')
    return { policy: (next) => (request, call) => next(withCredentials(request, auth), call), close: nothingToClose };

  const tokens = createTokenSource(auth, wire);
  return { policy: (next) => withToken(next, tokens), close: () => tokens.close() };
}

function withCredentials(
  request: SourceRequest,
  auth: Exclude<AuthSettings, { type: 'oauth2ClientCredentials' }>,
): SourceRequest {
  if (auth.type === 'none') return request;
  if (auth.type === 'basic') return withHeader(request, 'Authorization', toBasic(auth.username, auth.password));
  if (auth.type === 'bearer') return withBearer(request, auth.token);
  if (auth.in === 'header') return withHeader(request, auth.name, auth.value.reveal());
  return { ...request, query: [...request.query, [auth.name, auth.value.reveal()] as const] };
}

/** A 401 may only mean that the token died early: one new token, one more try. */
function withToken(next: Send, tokens: ReturnType<typeof createTokenSource>): Send {
  return async (request, call) => {
    const token = await tokens.token();
    const response = await next(withBearer(request, token), call);
    if (response.status !== 401) return response;
    tokens.discard(token);
    return next(withBearer(request, await tokens.token()), call);
  };
}

function withBearer(request: SourceRequest, token: Secret): SourceRequest {
  return withHeader(request, 'Authorization', `Bearer ${token.reveal()}`);
}

function withHeader(request: SourceRequest, name: string, value: string): SourceRequest {
  if (/[\r\n\0]/.test(value)) throw new AppError('INTERNAL', { detail: 'a credential with a line break' });
  return { ...request, headers: { ...request.headers, [name]: value } };
}
