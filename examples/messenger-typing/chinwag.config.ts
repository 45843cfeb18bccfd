import { defineConfig, withTyping } from 'chinwag';

export default defineConfig({ plugins: [withTyping({ delay: 1000 })] });
