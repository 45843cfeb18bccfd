import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { useSubmit } from '../design/use-one-at-a-time.js';
import { addPerson } from '../state/actions.js';

/** Opens in place; without a name the emulator invents one. */
export function AddPerson({ onAdded }: { onAdded: () => void }) {
  const [naming, setNaming] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (naming) field.current?.focus();
  }, [naming]);

  const leave = () => {
    setNaming(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const submit = useSubmit(async () => {
    if (!(await addPerson(field.current?.value.trim() ?? ''))) return;
    setNaming(false);
    onAdded();
  });

  if (!naming) {
    return (
      <button ref={opener} type="button" class="add-person" onClick={() => setNaming(true)}>
        <Icon name="add" size={18} />
        Add a person
      </button>
    );
  }
  return (
    <form class="add-person-form" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && leave()}>
      <label class="field">
        Name
        <input ref={field} placeholder="Any name, or leave it to us" autocomplete="off" maxLength={80} />
      </label>
      <div class="add-person-buttons">
        <button type="button" class="button" onClick={leave}>
          Cancel
        </button>
        <button type="submit" class="button primary">
          Add
        </button>
      </div>
    </form>
  );
}
