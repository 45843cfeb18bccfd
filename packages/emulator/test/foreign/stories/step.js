/**
 * The steps that stories are made of. `call` names what the library is asked to do, `answers` the kind of answer that
 * has to come (the call itself where no other is answered like it), `keeps` the name under which later steps know the
 * id in it.
 */

export const CDN = 'https://cdn.example.com';

export const FILES = { image: 'hat.png', audio: 'hello.wav', video: 'wave.mp4', file: 'receipt.pdf' };
export const TITLES = { image: 'Image', audio: 'Audio', video: 'Video', file: 'File' };
export const kinds = Object.keys(FILES);

export const says = (call, run) => ({ call, answers: 'message', run });
export const sends = (call, method, ...args) =>
  says(call, ({ client, ids }) => client[method](ids.person, ...args));
export const acts = (method) => ({
  call: method,
  answers: 'action',
  run: ({ client, ids }) => client[method](ids.person),
});
export const setting = (call, run) => ({ call, answers: 'set', run });
export const sets = (method, ...args) => setting(method, ({ client }) => client[method](...args));
export const uploads = (call, keeps, run) => ({ call, answers: 'upload', keeps, run });
export const asks = (call, run) => ({ call, answers: call, run });
export const reads = (method, ...args) => asks(method, ({ client }) => client[method](...args));
export const succeeds = (call, run) => ({ call, answers: 'success', run });
export const refused = (call, run) => ({ call, answers: 'refusal', run });
