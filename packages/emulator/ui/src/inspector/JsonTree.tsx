import { useState } from 'preact/hooks';
import './json.css';

/** Deeper than this, and longer than this, a node starts out closed. */
const OPEN_DEPTH = 6;
const OPEN_LENGTH = 20;
const SHOWN_AT_ONCE = 100;

interface NodeProps {
  name?: string | undefined;
  value: unknown;
  depth: number;
  /** The rest of the way to the node that stands out. */
  marked: readonly string[] | undefined;
}

/** The way on from a child, if it leads through it. */
const wayOn = (marked: readonly string[] | undefined, key: string) =>
  marked?.[0] === key ? marked.slice(1) : undefined;

const isEnd = (marked: readonly string[] | undefined) => marked?.length === 0;

function Key({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span class="json-key">{name}: </span>;
}

function Leaf({ name, value, marked }: Omit<NodeProps, 'depth'>) {
  const kind = value === null ? 'null' : typeof value;
  return (
    <div class="json-leaf" data-marked={isEnd(marked)}>
      <Key name={name} />
      <span class={`json-${kind}`}>{kind === 'string' ? JSON.stringify(value) : String(value)}</span>
    </div>
  );
}

function Branch({ name, value, depth, marked }: NodeProps & { value: object }) {
  const isList = Array.isArray(value);
  const rows = Object.entries(value);
  const [open, setOpen] = useState(
    (depth < OPEN_DEPTH && rows.length <= OPEN_LENGTH) || (marked !== undefined && marked.length > 0),
  );
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [left, right] = isList ? ['[', ']'] : ['{', '}'];
  if (rows.length === 0) {
    return (
      <div class="json-leaf" data-marked={isEnd(marked)}>
        <Key name={name} />
        <span class="json-mark">{left + right}</span>
      </div>
    );
  }
  return (
    <details
      class="json-branch"
      data-marked={isEnd(marked)}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
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
            <JsonNode
              key={key}
              {...(isList ? {} : { name: key })}
              value={item}
              depth={depth + 1}
              marked={wayOn(marked, key)}
            />
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

function JsonNode({ name, value, depth, marked }: NodeProps) {
  return typeof value === 'object' && value !== null ? (
    <Branch name={name} value={value} depth={depth} marked={marked} />
  ) : (
    <Leaf name={name} value={value} marked={marked} />
  );
}

/** JSON that can be read, folded and selected. */
export function JsonTree({
  value,
  marked,
}: {
  value: unknown;
  /** The way to a node that stands out. */
  marked?: readonly string[] | undefined;
}) {
  return (
    <div class="json">
      <JsonNode value={value} depth={0} marked={marked} />
    </div>
  );
}
