import { Avatar } from '../design/Avatar.js';
import { perform } from '../state/actions.js';
import type { Conversation } from '../state/conversations.js';
import { currentPage } from '../state/world.js';
import { focusField } from './MessageField.js';
import './offers.css';

/** The top of every chat: who the Page is, its greeting, and ways to begin. */
export function Welcome({ conversation }: { conversation: Conversation }) {
  const page = currentPage.value;
  if (!page) return null;
  const { greeting, ice_breakers: iceBreakers = [] } = conversation.profile.value ?? {};
  const fresh = !conversation.state.value.started;
  return (
    <section class="welcome" aria-label="Welcome">
      <Avatar name={page.name} picture={page.picture} size={88} />
      <h2>{page.name}</h2>
      {greeting ? (
        <p class="greeting">{greeting}</p>
      ) : (
        fresh && (
          <p class="greeting">
            Say something: the bot hears it as a signed webhook, and its answer lands here.
          </p>
        )
      )}
      {fresh && iceBreakers.length > 0 && (
        <fieldset class="ice-breakers" aria-label="Suggested questions">
          {iceBreakers.map(({ question }, index) => (
            <button
              key={question}
              type="button"
              onClick={() => {
                focusField();
                void perform({ type: 'ice_breaker', index });
              }}
            >
              {question}
            </button>
          ))}
        </fieldset>
      )}
    </section>
  );
}
