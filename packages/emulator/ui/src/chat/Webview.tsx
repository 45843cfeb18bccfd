import { signal } from '@preact/signals';
import { Dialog } from '../design/Dialog.js';
import { Icon } from '../design/Icon.js';
import { hostOf } from './addresses.js';
import './webview.css';

/** The address a web_url button opened beside the chat. */
export const openedPage = signal<{ url: string; height: 'compact' | 'tall' | 'full' } | null>(null);

/** Messenger's webview: a panel over half, three quarters or all of the chat. */
export function Webview() {
  const opened = openedPage.value;
  if (!opened) return null;
  const { url, height } = opened;
  const close = () => {
    openedPage.value = null;
  };
  const newTab = (
    <a
      class="icon-button"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label="Open in a new tab"
      title="Open in a new tab"
    >
      <Icon name="open" />
    </a>
  );
  return (
    <Dialog
      key={url}
      title={hostOf(url)}
      shape="sheet"
      class={`webview ${height}`}
      onClose={close}
      tools={newTab}
    >
      <p class="webview-note">Nothing here? Some sites refuse to be framed: open it in a new tab.</p>
      <iframe
        src={url}
        title={hostOf(url)}
        sandbox="allow-scripts allow-forms allow-same-origin allow-popups"
      />
    </Dialog>
  );
}
