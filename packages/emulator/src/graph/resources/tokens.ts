import type { AccessToken } from '../../world/model.js';
import type { Call, Routes } from '../call.js';
import { lookUp } from '../caller.js';
import { badParameter, GraphError, refuse } from '../error.js';

const SCOPES = ['pages_show_list', 'pages_messaging', 'pages_read_engagement', 'pages_manage_metadata'];

function debugToken(call: Call): unknown {
  const input = call.param('input_token').text();
  const known = call.world.tokens.get(input);
  const about = known ? describe(call, known) : { is_valid: false, scopes: [] };
  try {
    lookUp(call.world, input);
    return { data: { ...about, is_valid: true } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { code, subcode } = error.refusal;
    const problem = { code, message: error.message, ...(subcode !== undefined && { subcode }) };
    return { data: { ...about, is_valid: false, error: problem } };
  }
}

function describe(call: Call, token: AccessToken): Record<string, unknown> {
  const app = call.world.apps.get(token.appId);
  return {
    app_id: token.appId,
    type: token.kind.toUpperCase(),
    application: app?.name,
    ...(token.kind !== 'app' && { data_access_expires_at: 0, issued_at: Math.floor(token.issuedAt / 1000) }),
    expires_at: token.expiresAt === null ? 0 : Math.floor(token.expiresAt / 1000),
    ...(token.pageId !== null && { profile_id: token.pageId }),
    scopes: token.kind === 'app' ? [] : SCOPES,
    ...(token.pageId !== null && {
      granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: [token.pageId] })),
    }),
  };
}

/** Exchanges app credentials or a user token for a token. Called without one. */
function accessToken(call: Call): unknown {
  const { world } = call;
  const grant = call.param('grant_type').text();
  const app = world.apps.get(call.param('client_id').id());
  if (!app)
    throw new GraphError({
      code: 101,
      message: 'Error validating application. Cannot get application info due to a system error.',
      bare: true,
    });
  if (call.param('client_secret').text() !== app.secret) {
    throw new GraphError({ code: 1, message: 'Error validating client secret.', bare: true });
  }
  if (grant === 'client_credentials')
    return { access_token: `${app.id}|${app.secret}`, token_type: 'bearer' };
  if (grant !== 'fb_exchange_token') throw badParameter(`Invalid grant_type: ${grant.slice(0, 40)}`);
  const given = lookUp(world, call.param('fb_exchange_token').text());
  const life = 60 * 24 * 60 * 60;
  const { token } = world.addToken({
    kind: given.kind,
    appId: given.appId,
    pageId: given.pageId,
    expiresAt: world.clock.now() + life * 1000,
  });
  return { access_token: token, token_type: 'bearer', expires_in: life };
}

const TASKS = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'];

/** The Pages of a user token, each with its own token. */
function accounts(call: Call): unknown {
  if (call.caller.token.kind !== 'user') throw refuse('noActiveToken');
  const data = [...call.world.pages.values()].flatMap((page) => {
    const token = [...call.world.tokens.values()].find(
      (each) => each.kind === 'page' && each.pageId === page.id && each.appId === call.caller.app.id,
    );
    if (!token) return [];
    const { id, name, category } = page;
    return [
      {
        access_token: token.token,
        category,
        category_list: [{ id: '2500', name: category }],
        name,
        id,
        tasks: TASKS,
      },
    ];
  });
  return { data, ...(data.length > 0 && { paging: { cursors: { before: 'MAZDZD', after: 'MAZDZD' } } }) };
}

export const tokens: Routes = {
  'GET /debug_token': debugToken,
  'GET /oauth/access_token': accessToken,
  'POST /oauth/access_token': accessToken,
  'GET user/accounts': accounts,
};
