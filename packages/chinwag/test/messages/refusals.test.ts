import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ChinwagError } from '../../src/core/errors.js';
import * as build from '../../src/messenger/messages/index.js';
import { refusal } from './encoding.js';
import { CONTENTS } from './refused/contents.js';
import { TEMPLATES } from './refused/templates.js';
import { button, generic, picture, receipt, template } from './refused/untyped.js';

describe('a message is refused for', () => {
  it.each([...CONTENTS, ...TEMPLATES])('%s', (_what, message, said) => {
    const error = refusal(message);
    expect(error.message.slice(0, said.length)).toBe(said);
    expect(error).toBeInstanceOf(ChinwagError);
    expect(error).toMatchObject({ name: 'MessageError', code: 'message' });
    expect(error.problems.length).toBeGreaterThan(0);
  });
});

describe('a URL is refused if it', () => {
  it.each([
    ['is empty', '', 'is no http(s) address'],
    ['has no scheme', 'cdn.example.com/a.png', 'is no http(s) address'],
    ['is a path', '/a.png', 'is no http(s) address'],
    ['is a script', 'javascript:alert(1)', 'is no http(s) address'],
    ['is a local file', 'file:///etc/passwd', 'is no http(s) address'],
    ['is data', 'data:image/png;base64,AAAA', 'is no http(s) address'],
    ['has no host', 'https://', 'is no http(s) address'],
    ['has a space', 'https://x/a b.png', 'has white space in it'],
    ['ends with a line break', 'https://x/a.png\n', 'has white space in it'],
    ['has a password', 'https://ana:secret@x/a.png', 'carries a user name or password'],
    ['is no string', new URL('https://x/'), 'is no string but an object'],
  ])('%s', (_what, url, said) => {
    expect(refusal(picture({ url })).message).toContain(`image: url ${said}`);
    expect(refusal(button({ type: 'web_url', title: 'Open', url })).message).toContain(
      `button template: buttons[0].url ${said}`,
    );
  });

  it('and says how to send a file of one’s own', () => {
    expect(refusal(build.image('image.jpg')).hint).toContain('fs.createReadStream');
  });

  it.each(['https://x', 'HTTPS://X/a%20b.png?c=d#e', 'http://127.0.0.1:3000/a.png', 'https://例え.jp/あ'])(
    'but not %s',
    (url) => {
      expect(build.encodeMessage(build.image(url)).wire).toMatchObject({ attachment: { payload: { url } } });
    },
  );
});

describe('whatever a message is made of', () => {
  it('a getter that throws is a typed error with its cause', () => {
    const cause = new Error('database is down');
    const message = {
      get text() {
        throw cause;
      },
    };
    const error = refusal(message);
    expect(error.message).toBe('message cannot be read');
    expect(error.cause).toBe(cause);
  });

  it('a circle is refused, not followed', () => {
    const element: Record<string, unknown> = { title: 'Hat', subtitle: 'Blue' };
    element.buttons = [element];
    element.defaultAction = element;
    expect(refusal(generic(element)).problems.map(({ field }) => field)).toEqual([
      'elements[0].defaultAction.type',
      'elements[0].defaultAction.url',
      'elements[0].defaultAction.title',
      'elements[0].defaultAction.subtitle',
      'elements[0].defaultAction.buttons',
      'elements[0].defaultAction.defaultAction',
      'elements[0].buttons[0].type',
    ]);
  });

  it('a list of a thousand million holes is refused at once', () => {
    const holes: unknown[] = [];
    holes.length = 1_000_000_000;
    expect(refusal({ text: 'Hi', quickReplies: holes }).problems[0]).toMatchObject({ size: 1_000_000_000 });
    expect(refusal(receipt({ adjustments: holes })).problems.length).toBeLessThanOrEqual(1000);
  });

  it('bytes in place of an object are refused without a look at each', () => {
    const error = refusal(Buffer.alloc(25 * 1024 * 1024));
    expect(error.message).toBe('message is no object but bytes');
  });

  it('a hundred thousand unknown keys are not all told', () => {
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1]));
    expect(refusal({ text: 'Hi', ...keys }).problems.length).toBe(1000);
  });

  it('null and undefined are as good as absent', () => {
    const message = { text: 'Hi', attachment: undefined, quickReplies: null, metadata: undefined };
    expect(build.encodeMessage(message as never)).toEqual({ wire: { text: 'Hi' } });
  });

  it('an object without a prototype will do', () => {
    const message = Object.assign(Object.create(null), { text: 'Hi' });
    expect(build.encodeMessage(message)).toEqual({ wire: { text: 'Hi' } });
  });

  it('the error never repeats it', () => {
    const secret = 'Meet me at Nº 7, bring the s3cret';
    const messages = [
      { text: secret.repeat(100) },
      { text: secret, metadata: secret.repeat(100) },
      { text: secret, quickReplies: [{ contentType: secret }] },
      { text: 'Hi', [secret]: 1 },
      secret,
      { attachment: { type: secret, payload: {} } },
      template({ templateType: secret }),
      button({ type: 'postback', title: secret, payload: secret.repeat(100) }),
      picture({ url: `https://ana:${secret}@x` }),
      receipt({ currency: secret, timestamp: secret }),
      { stickerId: secret },
    ];
    for (const message of messages) {
      const error = refusal(message);
      expect(`${error.message} ${error.hint} ${inspect(error)}`).not.toContain('s3cret');
    }
  });
});
