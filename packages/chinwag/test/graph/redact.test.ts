import { describe, expect, test } from 'vitest';
import { redact } from '../../src/graph/redact.js';

describe('what looks like a secret is blanked', () => {
  test.each([
    ['a EAAGm0PX4ZCpsBA0123 b', 'a … b'],
    ['IGQVJXTOKENTOKENTOKENTOKEN99', '…'],
    ['app 1234567890|AbCdEfGhIjKlMnOp_-q', 'app …'],
    ['app 1234567890%7CAbCdEfGhIjKlMnOp', 'app …'],
    ['Authorization: Bearer page.token-0123456789', 'Authorization: Bearer …'],
    ['?access_token=short&x=1', '?access_token=…&x=1'],
    ['access_token%3Dabc', 'access_token%3D…'],
    ['{"access_token":"a b"}', '{"access_token":"… b"}'],
    ['{\\"access_token\\":\\"abc\\"}', '{\\"access_token\\":\\"…\\"}'],
    ['client_secret: abc, x', 'client_secret: …, x'],
    ['appsecret_proof=0aff', 'appsecret_proof=…'],
  ])('%s', (text, clean) => expect(redact(text)).toBe(clean));
});

test('what is known to be one is blanked wherever it stands, URL-encoded too', () => {
  expect(redact('x page|1/y x page%7C1%2Fy x', ['page|1/y', ''])).toBe('x … x … x');
});

test.each(['An active access token must be used', 'EAA', '10/2018278', 'me/messages', 'a|b', '(#100) x'])(
  'what is none stays: %s',
  (text) => expect(redact(text)).toBe(text),
);
