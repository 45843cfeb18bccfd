import { perform } from '../../state/actions.js';
import { safeAddress } from '../addresses.js';
import { openedPage } from '../Webview.js';
import type { TemplateButton } from './payloads.js';

export interface Press {
  mid: string;
  /** Which card, counted from 0, where there are several. */
  element?: number;
  button: number | 'default_action';
}

/** Opens an address as Messenger does: beside the chat when a height was asked for, else in a new tab. */
export function openAddress(address: string, height?: TemplateButton['webview_height_ratio']): void {
  const safe = safeAddress(address);
  if (!safe) return;
  if (height) openedPage.value = { url: safe, height };
  else window.open(safe, '_blank', 'noopener');
}

/** Taps a button for the person. Answers whether the emulator took it. */
export async function press(press: Press, definition: TemplateButton): Promise<boolean> {
  const result = await perform({ type: 'button', ...press });
  if (result?.open) openAddress(result.open.url, definition.webview_height_ratio && result.open.height);
  return result !== undefined;
}
