import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const EMULATOR = 'http://127.0.0.1:3100';

/** Media and frames come from wherever the bot says; scripts and styles only ever from the package. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src * data: blob:',
  'media-src * data: blob:',
  'frame-src http: https:',
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

/** Only in the build: the development server injects inline scripts that such a policy forbids. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact(), contentSecurityPolicy],
  build: { outDir: '../dist/ui', emptyOutDir: true, target: 'es2024' },
  server: {
    host: '127.0.0.1',
    proxy: { '/_emulator': EMULATOR, '/media': EMULATOR },
  },
});
