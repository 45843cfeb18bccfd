import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { MenuItem } from '../../../src/control/protocol.js';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import { perform } from '../state/actions.js';
import { openAddress } from './templates/press.js';

const ICONS = { web_url: 'open', postback: undefined, nested: 'next' } as const;

function itemsAt(items: readonly MenuItem[], path: readonly number[]): readonly MenuItem[] {
  return path.reduce<readonly MenuItem[]>((level, index) => level[index]?.call_to_actions ?? [], items);
}

/** The Page's menu, one level at a time. `wide` when it stands in for the composer. */
export function PersistentMenu({ items, wide = false }: { items: readonly MenuItem[]; wide?: boolean }) {
  const open = useSignal(false);
  const path = useSignal<readonly number[]>([]);
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const level = itemsAt(items, path.value);
  const parent =
    path.value.length > 0 ? itemsAt(items, path.value.slice(0, -1))[path.value.at(-1) ?? 0] : undefined;

  const close = (refocus: boolean) => {
    open.value = false;
    path.value = [];
    if (refocus) root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };
  const choose = async (item: MenuItem, index: number) => {
    const chosen = [...path.value, index];
    if (item.type === 'nested') {
      path.value = chosen;
      return;
    }
    close(true);
    const result = await perform({ type: 'menu', path: chosen });
    if (result?.open) openAddress(result.open.url, item.webview_height_ratio && result.open.height);
  };
  const keys = (event: KeyboardEvent) => {
    if (!open.value) return;
    const rows = [...(panel.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const index = rows.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[(index + step + rows.length) % rows.length]?.focus();
    } else if (event.key === 'ArrowLeft' && parent) {
      path.value = path.value.slice(0, -1);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close(true);
    }
  };

  useEffect(() => {
    if (open.value) panel.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [open.value, path.value]);

  const toggle = () => {
    if (open.value) close(false);
    else open.value = true;
  };
  const popup = { 'aria-haspopup': 'menu', 'aria-expanded': open.value } as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears keys and focus of the menu inside
    <div
      ref={root}
      class={`persistent-menu ${wide ? 'wide' : ''}`}
      onKeyDown={keys}
      onFocusOut={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          close(false);
      }}
    >
      {wide ? (
        <button type="button" class="button" {...popup} onClick={toggle}>
          <Icon name="menu" />
          Menu
        </button>
      ) : (
        <IconButton icon="menu" label="Menu" {...popup} onClick={toggle} />
      )}
      {open.value && (
        <div ref={panel} class="menu-panel" role="menu" aria-label={parent?.title ?? 'Menu'}>
          {parent && (
            <button
              type="button"
              role="menuitem"
              class="menu-back"
              tabIndex={-1}
              onClick={() => {
                path.value = path.value.slice(0, -1);
              }}
            >
              <Icon name="back" size={16} />
              {parent.title}
            </button>
          )}
          {level.map((item, index) => {
            const icon = ICONS[item.type];
            return (
              <button
                key={`${index}/${item.title}`}
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => choose(item, index)}
              >
                {item.title}
                {icon && <Icon name={icon} size={16} />}
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
