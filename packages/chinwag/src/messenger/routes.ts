import type { Action } from '../core/action.js';
import { type ContextOf, makeRoute, type Passing, type Route } from '../router/route.js';
import type { MessengerContext } from './context.js';
import type { MessengerEvent } from './event.js';
import { type Facet, facets } from './events/facets.js';

/** As much of a context as these routes look at. */
interface MessengerRoutable {
  readonly platform: string;
  readonly event: MessengerEvent;
}

/** Makes a route whose action gets a context with an event of this form. */
type MessengerRoute<Event> = <Context extends MessengerRoutable = MessengerContext>(
  action: Action<ContextOf<Context, Event>, Passing<Context>>,
) => Route<Context>;

/** A route for every event on Messenger that is so, also for what the bot only overhears on standby. */
function heard<Event = unknown>(
  name: string,
  isSo: (event: MessengerEvent) => boolean,
): MessengerRoute<Event> {
  return <Context extends MessengerRoutable>(action: Action<ContextOf<Context, Event>, Passing<Context>>) =>
    makeRoute<Context, ContextOf<Context, Event>, Passing<Context>>(
      `messenger.${name}`,
      ({ platform, event }) => platform === 'messenger' && isSo(event),
      action,
    );
}

/** A route for what is meant for the bot. */
function told<Event>(name: string, isSo: (event: MessengerEvent) => boolean): MessengerRoute<Event> {
  return heard<Event>(name, (event) => !event.isStandby && isSo(event));
}

/** The flag that says that an event is so: `{ isPostback: true }`. */
type FlagOf<Name extends Facet> = { readonly [Key in Name as `is${Capitalize<Key>}`]: true };

const is =
  <Name extends Facet>(name: Name) =>
  (event: MessengerEvent) =>
    facets[name](event) !== null;

const toldOf = <Name extends Facet>(name: Name) => told<FlagOf<Name>>(name, is(name));
const heardOf = <Name extends Facet>(name: Name) => heard<FlagOf<Name>>(name, is(name));

type ReactionFlag = FlagOf<'reaction'>;
type AccountLinkingFlag = FlagOf<'accountLinking'>;

/**
 * Routes by what happened on Messenger; each action gets its event narrowed. `messenger(action)` takes everything.
 *
 * While another app has a conversation, the bot overhears it on standby: of these routes only `any`, `standby`,
 * `echo`, `delivery` and `read` run then.
 */
export const messenger = Object.assign(
  heard('any', () => true),
  {
    any: heard('any', () => true),
    /** A person wrote, sent something or tapped a quick reply. */
    message: told<FlagOf<'message'> & { readonly isEcho: false }>(
      'message',
      (event) => event.isMessage && !event.isEcho,
    ),
    postback: toldOf('postback'),
    /** The Page spoke: this bot, another app, or a human in the inbox. */
    echo: heardOf('echo'),
    delivery: heardOf('delivery'),
    read: heardOf('read'),
    edit: toldOf('edit'),
    reaction: Object.assign(toldOf('reaction'), {
      react: told<ReactionFlag>('reaction.react', (event) => event.reaction?.action === 'react'),
      unreact: told<ReactionFlag>('reaction.unreact', (event) => event.reaction?.action === 'unreact'),
    }),
    optin: toldOf('optin'),
    /** A person came by a link, an ad or a code. A message that an ad brought is a message: see `event.referral`. */
    referral: told<FlagOf<'referral'> & { readonly isMessage: false }>(
      'referral',
      (event) => event.isReferral && !event.isMessage,
    ),
    accountLinking: Object.assign(toldOf('accountLinking'), {
      linked: told<AccountLinkingFlag>(
        'accountLinking.linked',
        (event) => event.accountLinking?.status === 'linked',
      ),
      unlinked: told<AccountLinkingFlag>(
        'accountLinking.unlinked',
        (event) => event.accountLinking?.status === 'unlinked',
      ),
    }),
    /** Another app has the conversation, and the bot overhears what is said. */
    standby: heard<{ readonly isStandby: true }>('standby', (event) => event.isStandby),
    passThreadControl: toldOf('passThreadControl'),
    takeThreadControl: toldOf('takeThreadControl'),
    requestThreadControl: toldOf('requestThreadControl'),
    appRoles: toldOf('appRoles'),
    policyEnforcement: toldOf('policyEnforcement'),
    feedback: toldOf('feedback'),
    responseFeedback: toldOf('responseFeedback'),
    customerInformation: toldOf('customerInformation'),
    form: toldOf('form'),
    template: toldOf('template'),
    order: toldOf('order'),
    gamePlay: toldOf('gamePlay'),
    /** Something happened on the Page, not in a conversation: a comment, a label. */
    change: toldOf('change'),
    /** What this version does not know; see `event.raw`. */
    unknown: toldOf('unknown'),
  },
);
