import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The bytes of a request to a stand-in for the Graph API. Nothing if the connection broke off meanwhile, or if it is no
 * such request: whoever takes the stand-in for a server that was here before is sent away.
 */
export async function graphRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return undefined;
  }
  if (/^\/v\d+\.\d+\//.test(request.url ?? '')) return Buffer.concat(chunks);
  response.writeHead(404).end();
  return undefined;
}
