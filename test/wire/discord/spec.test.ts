import { describe, expect, it } from 'vitest';
import { discordSpec } from '../../support/discord-spec.ts';

const spec = discordSpec();
if (!spec)
  console.log(
    'Requests to Discord are not held against its published API here. Put openapi.json of github.com/discord/discord-api-spec into a folder as discord-openapi.json, and name the folder in API_SPECS.',
  );

describe.skipIf(spec === null)('the published API', () => {
  const check = (method: string, path: string, body: unknown) => spec?.(method, path, body) ?? [];
  const button = { type: 2, style: 1, label: 'Join', custom_id: 'j' };
  const post = (components: unknown, more: object = {}) => check('POST', '/channels/1/messages', { flags: 32768, components, ...more });

  it('takes what is right', () => {
    expect(
      post([
        {
          type: 17,
          components: [
            { type: 10, content: 'x' },
            { type: 1, components: [button] },
          ],
        },
      ]),
    ).toEqual([]);
    expect(check('POST', '/interactions/1/x/callback', { type: 6 })).toEqual([]);
    expect(check('DELETE', '/webhooks/1/x/messages/@original', null)).toEqual([]);
    expect(check('GET', '/gateway/bot', null)).toEqual([]);
  });

  it('names what is wrong, with its place', () => {
    expect(post([{ type: 17, components: [{ type: 1, components: [{ ...button, label: 'x'.repeat(81) }] }] }])).toEqual([
      expect.stringContaining('.components[0].components[0].components[0].label: longer than 80'),
    ]);
    expect(post([{ type: 10, content: 'x', colour: 1 }])).toEqual([expect.stringContaining('.components[0].colour: is not known')]);
    expect(post([{ type: 10, content: 5 }])).toEqual([expect.stringContaining('is integer, not string')]);
    expect(post([{ type: 99 }])).toHaveLength(1);
    expect(post([], { nonce: 'x'.repeat(26) })).toHaveLength(1);
    expect(check('POST', '/interactions/1/x/callback', { type: 77 })).toHaveLength(1);
    expect(check('POST', '/nowhere', {})).toEqual(['POST /nowhere: no such request']);
  });
});
