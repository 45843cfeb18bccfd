import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { selectedEntryId, shownTraffic, traffic } from '../state/traffic.js';
import { ROW_HEIGHT } from './row-height.js';
import { TrafficRow } from './TrafficRow.js';
import './entries.css';

const MARGIN_ROWS = 8;

function Empty() {
  const nothingYet = traffic.value.length === 0;
  return (
    <div class="inspector-empty">
      <Icon name={nothingYet ? 'inspect' : 'search'} size={32} />
      <p>
        {nothingYet
          ? 'Nothing has gone over the wire yet. Say something in the chat: its webhook and the bot’s requests show up here.'
          : 'Nothing matches. Try another word or filter.'}
      </p>
    </div>
  );
}

export function TrafficList() {
  const list = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const height = useSignal(600);
  const entries = shownTraffic.value;
  const selected = selectedEntryId.value;
  const newestId = entries[0]?.id;
  const lastNewest = useRef(newestId);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);

  // New rows come in on top; who reads further down must not be pushed along.
  useEffect(() => {
    const element = list.current;
    const before = lastNewest.current;
    lastNewest.current = newestId;
    if (!element || before === undefined || element.scrollTop < ROW_HEIGHT) return;
    const added = entries.findIndex((entry) => entry.id === before);
    if (added > 0) element.scrollTop += added * ROW_HEIGHT;
  }, [newestId, entries]);

  useEffect(() => {
    const element = list.current;
    const index = selected === null ? -1 : shownTraffic.peek().findIndex((entry) => entry.id === selected);
    if (!element || index === -1) return;
    const y = index * ROW_HEIGHT;
    if (y < element.scrollTop || y + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = y - element.clientHeight / 2 + ROW_HEIGHT;
    }
  }, [selected]);

  const first = Math.max(0, Math.floor(scrollTop.value / ROW_HEIGHT) - MARGIN_ROWS);
  const last = Math.ceil((scrollTop.value + height.value) / ROW_HEIGHT) + MARGIN_ROWS;

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') selectedEntryId.value = null;
    if (!step) return;
    event.preventDefault();
    const index = entries.findIndex((entry) => entry.id === selected);
    const next = entries[Math.max(0, Math.min(entries.length - 1, index + step))];
    if (next) selectedEntryId.value = next.id;
  };

  return (
    <div
      ref={list}
      class="entries"
      role="listbox"
      aria-label="Requests"
      aria-activedescendant={selected === null ? undefined : `entry-${selected}`}
      tabIndex={0}
      onKeyDown={move}
      onScroll={(event) => {
        scrollTop.value = event.currentTarget.scrollTop;
      }}
    >
      {entries.length === 0 ? (
        <Empty />
      ) : (
        <div class="entries-space" style={{ height: `${entries.length * ROW_HEIGHT}px` }}>
          {entries.slice(first, last).map((entry, index) => (
            <TrafficRow
              key={entry.id}
              entry={entry}
              selected={entry.id === selected}
              place={first + index}
              total={entries.length}
            />
          ))}
        </div>
      )}
    </div>
  );
}
