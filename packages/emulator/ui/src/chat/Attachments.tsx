import type { ChatAttachment, ChatMessage } from '../../../src/control/protocol.js';
import { AudioAttachment } from './media/AudioAttachment.js';
import { FileAttachment } from './media/FileAttachment.js';
import { ImageAttachments } from './media/ImageAttachments.js';
import { LinkAttachment } from './media/LinkAttachment.js';
import { Sticker } from './media/Sticker.js';
import { VideoAttachment } from './media/VideoAttachment.js';
import { Template } from './templates/Template.js';
import './media/media.css';

function Attachment({ attachment, message }: { attachment: ChatAttachment; message: ChatMessage }) {
  switch (attachment.type) {
    case 'image':
      return <ImageAttachments images={[attachment.payload]} />;
    case 'video':
      return <VideoAttachment media={attachment.payload} />;
    case 'audio':
      return <AudioAttachment media={attachment.payload} />;
    case 'file':
      return <FileAttachment media={attachment.payload} />;
    case 'sticker':
      return <Sticker media={attachment.payload} />;
    case 'fallback':
      return <LinkAttachment link={attachment.payload} />;
    case 'template':
      return <Template mid={message.mid} payload={attachment.payload} card={message.card} />;
  }
}

/** Several pictures of one message make an album; everything else stands for itself. */
export function Attachments({
  message,
  attachments,
}: {
  message: ChatMessage;
  attachments: ChatAttachment[];
}) {
  const images = attachments.flatMap((attachment) =>
    attachment.type === 'image' ? [attachment.payload] : [],
  );
  const others =
    images.length > 1 ? attachments.filter((attachment) => attachment.type !== 'image') : attachments;
  return (
    <>
      {images.length > 1 && <ImageAttachments images={images} />}
      {others.map((attachment, index) => (
        <Attachment key={index} attachment={attachment} message={message} />
      ))}
    </>
  );
}
