import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../design/Icon.js';
import { IconButton } from '../design/IconButton.js';
import type { Draft } from '../state/draft.js';
import { fileSize } from './media/media.js';
import { LARGEST_FILE, unstage } from './staged.js';

function Preview({ file }: { file: File }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (!file.type.startsWith('image/')) return;
    const url = URL.createObjectURL(file);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return address ? <img src={address} alt="" /> : <Icon name="file" size={24} />;
}

export function StagedFiles({ draft }: { draft: Draft }) {
  if (draft.files.value.length === 0) return null;
  return (
    <ul class="staged" aria-label="Files to send">
      {draft.files.value.map((file, index) => (
        <li key={`${index}/${file.name}`} data-too-large={file.size > LARGEST_FILE}>
          <Preview file={file} />
          <span class="staged-name">{file.name}</span>
          <span class="staged-size">
            {fileSize(file.size)}
            {file.size > LARGEST_FILE && ', over 25 MB'}
          </span>
          <IconButton
            icon="close"
            size={14}
            label={`Remove ${file.name}`}
            onClick={() => unstage(draft, file)}
          />
        </li>
      ))}
    </ul>
  );
}
