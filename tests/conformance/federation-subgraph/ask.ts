/** The answer of a GraphQL server, as far as these checks read it. */
export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface Question {
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function ask(url: string, { query, variables, headers }: Question): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** The SDL that a subgraph gives to whoever composes it. */
export async function askForSdl(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { data } = await ask(url, { query: '{ _service { sdl } }', headers });
  return sdlOf(data);
}

export function sdlOf(data: Answer['data']): string {
  const service = data?.['_service'] as { sdl?: string } | undefined;
  return service?.sdl ?? '';
}
