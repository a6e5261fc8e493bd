const LARGEST_BYTES = 256_000;

/**
 * The JSON at an address of the issuer's. Follows no redirect, reads no more than 256 kB. Rejects for anything but a
 * 200 with JSON in time; the error names no content.
 */
export async function fetchJson(url: string, timeoutMs: number): Promise<unknown> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200 || !response.body) throw new Error(`the issuer answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) throw new Error('the issuer answered with more than is read');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
