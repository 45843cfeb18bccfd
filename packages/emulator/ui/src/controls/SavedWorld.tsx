import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { loadWorld, resetWorld, saveWorld } from '../state/api.js';
import { loadDelivery, loadFaults } from '../state/faults.js';
import { attempt, notify } from '../state/notices.js';
import { clearTraffic } from '../state/traffic.js';
import { Section } from './Section.js';

function download(name: string, value: unknown): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

async function save(): Promise<void> {
  const saved = await attempt(saveWorld);
  if (saved !== undefined) download('world.json', saved);
}

async function load(file: File): Promise<void> {
  const loaded = await attempt(async () => {
    const saved: unknown = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    if (saved === null) throw new Error(`${file.name} is no saved world: it cannot be read as JSON.`);
    return loadWorld(saved);
  });
  if (loaded) notify(`${file.name} is loaded`);
}

function Reset() {
  const asking = useSignal(false);
  const reset = async () => {
    asking.value = false;
    if (!(await attempt(resetWorld))) return;
    clearTraffic();
    await Promise.all([loadFaults(), loadDelivery()]);
    notify('The world is new');
  };
  if (!asking.value) {
    return (
      <button
        type="button"
        class="button danger"
        onClick={() => {
          asking.value = true;
        }}
      >
        <Icon name="clear" size={16} />
        Reset
      </button>
    );
  }
  return (
    <div class="sure" role="alertdialog" aria-label="Reset the world?">
      <p>
        People, chats, faults and the Page’s profile go; a bot sets its profile again when it starts. Apps,
        Pages and tokens stay.
      </p>
      <button
        type="button"
        class="button"
        ref={(button) => button?.focus()}
        onClick={() => {
          asking.value = false;
        }}
      >
        Keep
      </button>
      <button type="button" class="button danger" onClick={reset}>
        Reset the world
      </button>
    </div>
  );
}

/** All there is, to be kept in a file, brought back, or forgotten. */
export function SavedWorld() {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Section title="World">
      <p class="section-note">A saved world holds people, chats, media, the clock, and the access tokens.</p>
      <div class="world-buttons">
        <button type="button" class="button" onClick={save}>
          <Icon name="download" size={16} />
          Save
        </button>
        <button type="button" class="button" onClick={() => picker.current?.click()}>
          <Icon name="upload" size={16} />
          Load
        </button>
        <input
          ref={picker}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file) void load(file);
          }}
        />
        <Reset />
      </div>
    </Section>
  );
}
