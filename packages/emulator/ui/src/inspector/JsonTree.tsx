import { useState } from 'preact/hooks';
import './json.css';

/** Deeper than this, and longer than this, a node starts out closed. */
const OPEN_DEPTH = 6;
const OPEN_LENGTH = 20;
const SHOWN_AT_ONCE = 100;

interface NodeProps {
  name?: string;
  value: unknown;
  depth: number;
}

function Key({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span class="json-key">{name}: </span>;
}

function Leaf({ name, value }: { name: string | undefined; value: unknown }) {
  const kind = value === null ? 'null' : typeof value;
  return (
    <div class="json-leaf">
      <Key name={name} />
      <span class={`json-${kind}`}>{kind === 'string' ? JSON.stringify(value) : String(value)}</span>
    </div>
  );
}

function Branch({ name, value, depth }: NodeProps & { value: object }) {
  const isList = Array.isArray(value);
  const rows = Object.entries(value);
  const [open, setOpen] = useState(depth < OPEN_DEPTH && rows.length <= OPEN_LENGTH);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [left, right] = isList ? ['[', ']'] : ['{', '}'];
  if (rows.length === 0) {
    return (
      <div class="json-leaf">
        <Key name={name} />
        <span class="json-mark">{left + right}</span>
      </div>
    );
  }
  return (
    <details class="json-branch" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Key name={name} />
        <span class="json-mark">{open ? left : `${left}…${right}`}</span>
        {!open && (
          <span class="json-count">
            {isList ? `${rows.length} items` : rows.map(([key]) => key).join(', ')}
          </span>
        )}
      </summary>
      {open && (
        <div class="json-rows">
          {rows.slice(0, shown).map(([key, item]) => (
            <JsonNode key={key} {...(isList ? {} : { name: key })} value={item} depth={depth + 1} />
          ))}
          {rows.length > shown && (
            <button type="button" class="text-button" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
              {rows.length - shown} more
            </button>
          )}
        </div>
      )}
      {open && <span class="json-mark json-end">{right}</span>}
    </details>
  );
}

function JsonNode({ name, value, depth }: NodeProps) {
  return typeof value === 'object' && value !== null ? (
    <Branch {...(name === undefined ? {} : { name })} value={value} depth={depth} />
  ) : (
    <Leaf name={name} value={value} />
  );
}

/** JSON that can be read, folded and selected. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div class="json">
      <JsonNode value={value} depth={0} />
    </div>
  );
}
