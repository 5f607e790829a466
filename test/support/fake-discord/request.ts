import type { IncomingMessage } from 'node:http';
import type { Call } from './call.ts';

/** A request as it came. `token`: the bot's. */
export async function readCall(request: IncomingMessage, token: string): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const url = new URL(request.url ?? '/', 'http://fake');
  const { body, files } = await readBody(raw, request.headers['content-type'] ?? '');
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/api\/v10/, '').replace('%40original', '@original'),
    query: url.searchParams,
    body,
    files,
    size: raw.length,
    authorized: request.headers.authorization === `Bot ${token}`,
  };
}

async function readBody(raw: Buffer, type: string): Promise<Pick<Call, 'body' | 'files'>> {
  if (raw.length === 0) return { body: null, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(raw.toString()), files: [] };
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].flatMap((value) => (typeof value === 'string' ? [] : [{ name: value.name, size: value.size }]));
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
