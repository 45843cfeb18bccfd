import { Icon } from '../design/Icon.js';
import { inspectEntry } from '../state/selection.js';
import { isFailure, lastWebhook } from '../state/traffic.js';
import { world } from '../state/world.js';
import { hostOf } from './addresses.js';

/** Stands over the chat while messages do not reach a bot, and says what to do about it. */
export function Banner() {
  const app = world.value?.app;
  if (!app) return null;
  if (!app.callbackUrl) {
    return (
      <div class="banner" role="alert">
        <Icon name="warning" size={18} />
        <p>
          <strong>No bot is listening.</strong> Messages stay here until an app subscribes to webhooks: start
          your bot with this emulator as its Graph API, or start the emulator with the bot's webhook address.
        </p>
      </div>
    );
  }
  const failed = lastWebhook.value;
  if (!failed || !isFailure(failed)) return null;
  return (
    <div class="banner" role="alert">
      <Icon name="warning" size={18} />
      <p>
        {failed.status === null ? (
          <>
            <strong>The bot did not answer at {hostOf(app.callbackUrl)}.</strong> Is it running?
          </>
        ) : (
          <>
            <strong>The bot answered {failed.status} to the last webhook.</strong> Messenger would send it
            again, and after an hour give up on the bot.
          </>
        )}
      </p>
      <button type="button" class="button" onClick={() => inspectEntry(failed.id)}>
        See why
      </button>
    </div>
  );
}
